"""De uitgaande bak: mail ontstaat in dezelfde transactie als het werk en wordt daarna bezorgd."""
