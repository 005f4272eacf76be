"""Een organisatie vinden op haar code of een deel van haar naam."""

from django.db.models import Q

from accounts.models import Organisatie


def vind_organisaties(zoek: str, soort: str = "", *, hoogstens: int) -> list[Organisatie]:
    """Wie past, ook als zij gesloten is. Klopt de code precies, dan alleen wie die code heeft."""
    alle = Organisatie.objects.filter(soort=soort) if soort else Organisatie.objects.all()
    zoek = zoek.strip()
    return list(alle.filter(code__iexact=zoek)[:hoogstens]) or list(
        alle.filter(Q(naam__icontains=zoek) | Q(code__istartswith=zoek))[:hoogstens]
    )
