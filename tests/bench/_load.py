"""A small load: a few connections that ask for the same thing, one answer after the other."""

import asyncio
import time

CONNECTIONS = 8


async def requests_per_second(port: int, request: bytes, seconds: float) -> float:
    """Ask over kept connections for a while. Raises RuntimeError at any answer but a 200."""
    end = time.perf_counter() + seconds
    counts = await asyncio.gather(*(_ask(port, request, end) for _ in range(CONNECTIONS)))
    return sum(counts) / seconds


async def body(port: int, request: bytes) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request)
    answer = await _answer(reader)
    writer.close()
    await writer.wait_closed()
    return answer


async def _ask(port: int, request: bytes, end: float) -> int:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    count = 0
    while time.perf_counter() < end:
        writer.write(request)
        await _answer(reader)
        count += 1
    writer.close()
    await writer.wait_closed()
    return count


async def _answer(reader: asyncio.StreamReader) -> bytes:
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    length = int(head.split(b"content-length: ")[1].split(b"\r\n")[0])
    content = await reader.readexactly(length)
    if b" 200 " not in head.split(b"\r\n")[0]:
        raise RuntimeError(f"{head.decode()}{content.decode()}")
    return content
