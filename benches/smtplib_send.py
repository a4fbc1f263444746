"""Hands every mail of a folder to a server on this machine over one connection, and prints how many a second.

smtplib_send.py FOLDER PORT
"""

import pathlib
import smtplib
import sys
import time

mails = [path.read_bytes() for path in sorted(pathlib.Path(sys.argv[1]).glob("*.eml"))]
with smtplib.SMTP("127.0.0.1", int(sys.argv[2]), local_hostname="localhost") as server:
    began = time.perf_counter()
    for mail in mails:
        server.sendmail("huiyin@example.cn", ["reader@example.cn"], mail)
    print(len(mails) / (time.perf_counter() - began))
