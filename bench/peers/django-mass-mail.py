"""The peer: what Django's send_mass_mail does, over its one connection, with text and HTML.

send_mass_mail itself makes plain text only; it hands its messages to connection.send_messages, as here.
Arguments: port, file of rendered messages. Prints {"sent": n, "ms": n}.
"""

import json
import sys
import time

import django
from django.conf import settings

settings.configure(EMAIL_HOST="127.0.0.1", EMAIL_PORT=int(sys.argv[1]), USE_TZ=True)
django.setup()

from django.core.mail import EmailMultiAlternatives, get_connection  # noqa: E402
from django.core.mail.utils import DNS_NAME  # noqa: E402

# The name of this machine goes into every Message-ID; looking it up is not what is measured.
str(DNS_NAME)


def message_of(line, connection):
    mail = json.loads(line)
    message = EmailMultiAlternatives(
        mail["subject"], mail["text"], mail["from"], mail["to"], headers=mail["headers"], connection=connection
    )
    message.attach_alternative(mail["html"], "text/html")
    return message


connection = get_connection()
with open(sys.argv[2], encoding="utf-8") as file:
    messages = [message_of(line, connection) for line in file]

started = time.perf_counter()
sent = connection.send_messages(messages)
elapsed = time.perf_counter() - started
json.dump({"sent": sent, "ms": elapsed * 1000}, sys.stdout)
