export interface ServerEvent {
  event: string;
  data: string;
}

function parse(block: string): ServerEvent | null {
  const found: ServerEvent = { event: "message", data: "" };
  const lines: string[] = [];
  for (const line of block.split("\n")) {
    if (line.startsWith("event:")) found.event = line.slice(6).trim();
    if (line.startsWith("data:")) lines.push(line.slice(5).replace(/^ /, ""));
  }
  // A block of comments alone only keeps the connection warm.
  return lines.length === 0 ? null : { ...found, data: lines.join("\n") };
}

/** Server-sent events from a body that the client fetched: `EventSource` can't carry a token. */
export async function* serverEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent, void> {
  let rest = "";
  const reader = body.pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const blocks = (rest + value).replaceAll("\r\n", "\n").split("\n\n");
    rest = blocks.pop() ?? "";
    for (const block of blocks) {
      const event = parse(block);
      if (event) yield event;
    }
  }
}
