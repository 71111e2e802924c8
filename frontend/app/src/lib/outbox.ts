import { liveQuery } from "dexie";
import { type Line, type Sending, device } from "./device";

export type { Refusal, Sending } from "./device";

/** All that this device holds of a session, until the server has it. */
export const waiting = (session_id: string, by: string) =>
  liveQuery(() => device.sendings.where({ session_id, by }).sortBy("n"));

/** How many entries of a session are not on the server. */
export interface Unsent {
  session_id: string;
  /** They go by themselves. */
  waiting: number;
  /** The server said no: somebody must decide. */
  refused: number;
}

/** What one person wrote on this device and the server does not have: counted, never what it says. */
export const unsentOf = (by: string) =>
  liveQuery(async (): Promise<Unsent[]> => {
    const sessions = new Map<string, Map<string, boolean>>();
    await device.sendings.each((one) => {
      if (one.by !== by) return;
      const entries = sessions.get(one.session_id) ?? new Map<string, boolean>();
      sessions.set(one.session_id, entries.set(one.id, Boolean(one.refused) || entries.get(one.id) === true));
    });
    return [...sessions].map(([session_id, entries]) => {
      const refused = [...entries.values()].filter(Boolean).length;
      return { session_id, waiting: entries.size - refused, refused };
    });
  });

let asked = false;

/** A browser that is short of room throws away what it was not asked to keep. Asked once: some ask the person. */
function askToStay(): void {
  const storage = (navigator as Partial<Navigator>).storage as Partial<StorageManager> | undefined;
  if (asked || !storage?.persist) return;
  asked = true;
  void storage.persist().catch(() => undefined);
}

/** Written down here first, whatever the network does. */
export async function keep(sending: Omit<Sending, "n">): Promise<void> {
  askToStay();
  await device.transaction("rw", device.sendings, async () => {
    await device.sendings.add(sending);
    await letGo(sending.id);
  });
}

/** A line that is done is a thing to send: at no moment is it neither. Who spoke last speaks on. */
export async function keepDone(sending: Omit<Sending, "n">): Promise<void> {
  askToStay();
  await device.transaction("rw", device.sendings, device.lines, async () => {
    await device.sendings.add(sending);
    await device.lines.update([sending.session_id, sending.by], { text: "" });
  });
}

/** Without its beginning nothing can be mended of an entry. A strike stays: the server may have the words all the same. */
export async function drop(n: number): Promise<void> {
  const one = await device.sendings.get(n);
  if (!one) return;
  const gone = one.what.kind === "create" ? ["create", "update"] : [one.what.kind];
  await device.sendings.where({ id: one.id }).filter(({ what }) => gone.includes(what.kind)).delete();
}

/** Words that a student took back stay on no device, and what was refused holds up no strike. */
export async function letGo(id: string): Promise<void> {
  const all = await device.sendings.where({ id }).toArray();
  const strike = all.find(({ what }) => what.kind === "strike");
  const words = all.find(({ what, refused }) => refused && what.kind !== "strike");
  if (!strike || !words) return;
  await drop(words.n);
  if (words.what.kind === "create") await device.sendings.update(strike.n, { what: { kind: "strike", untaken: true } });
}

export async function again(n: number): Promise<void> {
  await device.sendings.where("n").equals(n).modify((one) => delete one.refused);
}

export const lineOf = (session_id: string, by: string): Promise<Line | undefined> => device.lines.get([session_id, by]);

export async function keepLine(line: Line): Promise<void> {
  await device.lines.put(line);
}
