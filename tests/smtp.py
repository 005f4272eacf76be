"""Een echte SMTP-server voor de tests: bewaart wat hij krijgt en weigert, stelt uit of zwijgt op verzoek."""

import asyncio
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass
class SmtpSink:
    """`post` is wat aangenomen is; `antwoorden` geeft per ontvanger een ander antwoord; `zwijgt` laat de server hangen."""

    post: list[EmailMessage] = field(default_factory=list)
    antwoorden: dict[str, str] = field(default_factory=dict)
    zwijgt: bool = False
    na_ontvangst: Callable[[], None] = lambda: None
    poort: int = 0

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, opties: Any) -> str:
        if self.zwijgt:
            await asyncio.sleep(60)
        if address in self.antwoorden:
            return self.antwoorden[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        inhoud = cast(bytes, envelope.original_content)
        self.post.append(cast(EmailMessage, message_from_bytes(inhoud, policy=policy.default)))
        self.na_ontvangst()
        return "250 OK"


def start(sink: SmtpSink) -> Controller:
    with socket.socket() as proef:
        proef.bind(("127.0.0.1", 0))
        sink.poort = proef.getsockname()[1]
    controller = Controller(sink, hostname="127.0.0.1", port=sink.poort)
    controller.start()
    return controller
