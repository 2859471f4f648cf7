"""Mail servers in this process: honest ones of another make (aiosmtpd), and ones that say what a script says."""

import asyncio
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import trustme
from aiosmtpd.smtp import SMTP, AuthResult

USER, PASSWORD = "sam@harbor.example", "pässwörd 7"
STALL, HANG_UP = object(), object()


class Certificates:
    """An authority, the certificate of a server, and a client that trusts it."""

    def __init__(self, *names: str) -> None:
        authority = trustme.CA()
        self.server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(*names).configure_cert(self.server)
        self.client = ssl.create_default_context()
        authority.configure_trust(self.client)


class Post:
    """Keeps what arrives; at a step (MAIL, RCPT, DATA) it answers, stalls or hangs up as it is told."""

    def __init__(self, **at: object) -> None:
        self.at, self.mails, self.logins = at, [], []

    async def _meet(self, step: str, server: SMTP) -> str:
        told = self.at.get(step, "250 OK")
        if told is HANG_UP:
            server.transport.abort()
        if told is STALL:
            await asyncio.sleep(60)
        return told if isinstance(told, str) else "250 OK"

    async def handle_MAIL(self, server, session, envelope, address, options) -> str:  # noqa: N802
        envelope.mail_from = address
        return await self._meet("MAIL", server)

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:  # noqa: N802
        envelope.rcpt_tos.append(address)
        return await self._meet("RCPT", server)

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802
        self.mails.append(envelope)
        return await self._meet("DATA", server)

    def knows(self, server, session, envelope, way, login) -> AuthResult:
        self.logins.append((way, login.login.decode(), login.password.decode()))
        return AuthResult(success=self.logins[-1][1:] == (USER, PASSWORD), handled=False)


class Harbour:
    """A thread in which servers run."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def close(self) -> None:
        async def end() -> None:
            others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
            for task in others:
                task.cancel()
            await asyncio.gather(*others, return_exceptions=True)

        asyncio.run_coroutine_threadsafe(end(), self._loop).result(5)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    @contextmanager
    def _open(self, start: Callable[[], object]) -> Iterator[int]:
        server = asyncio.run_coroutine_threadsafe(start(), self._loop).result(5)
        try:
            yield server.sockets[0].getsockname()[1]
        finally:
            self._loop.call_soon_threadsafe(server.close)

    def serving(self, post: Post, tls: ssl.SSLContext | None = None, **options: object):
        """An aiosmtpd server; with `tls` private from the first byte. Gives its port."""

        def made() -> SMTP:
            wanted = {"enable_SMTPUTF8": True, "authenticator": post.knows, "hostname": "mx.test", **options}
            return SMTP(post, loop=self._loop, **wanted)

        return self._open(lambda: self._loop.create_server(made, "127.0.0.1", 0, ssl=tls))

    def saying(self, *script: object, heard: list[bytes] | None = None):
        """A server that says one thing after the other, each but the first after a line (after 354: after a mail)."""

        async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            try:
                await _talk(script, reader, writer, [] if heard is None else heard)
            except (OSError, asyncio.IncompleteReadError):
                pass
            finally:
                writer.transport.abort()

        return self._open(lambda: asyncio.start_server(talk, "127.0.0.1", 0))


async def _talk(script, reader, writer, heard) -> None:
    ends = b""
    for said in script:
        if ends:
            heard.append(await reader.readuntil(ends))
        if said is HANG_UP:
            return
        if said is STALL:
            await asyncio.sleep(60)
        for piece in said if isinstance(said, list) else [said]:
            writer.write(piece.encode())
            await writer.drain()
            await asyncio.sleep(0.05 if isinstance(said, list) else 0)
        ends = b"\r\n.\r\n" if str(said).startswith("354") else b"\r\n"
    heard.append(await reader.readuntil(b"\r\n"))
    writer.write(b"221 bye\r\n")
    await writer.drain()
