import { attempt, call, socketFamily } from '@isthmus/drivers/linux/kernel.ts';
import { inside } from '@isthmus/drivers/linux/namespaces.ts';

/**
 * A process that sends small UDP packets into one path and then the other, in turns, and prints the microseconds of
 * processor that one packet costs on each. A veth pair delivers at once, so that the sender's processor does all of a
 * packet's work, to the receiver's socket: `sender <bursts> <packets in a burst> <netns> <address> <netns> <address>`.
 */
const [bursts, packets, ...where] = process.argv.slice(2);
const payload = Buffer.alloc(22);
const udp = 2;
const port = 9;

function connected(netns: string, address: string): number {
  const fd = inside(netns, () => call('socket', socketFamily.inet, udp, 0));
  if (fd === null) throw new Error(`there is no network namespace ${netns}`);
  call('connect', fd, Buffer.from([socketFamily.inet, 0, 0, port, ...address.split('.').map(Number), 0, 0, 0, 0, 0, 0, 0, 0]), 16);
  return fd;
}

/** Nobody reads there: what is full drops, and both paths end alike. */
function listening(netns: string): void {
  const fd = inside(netns, () => call('socket', socketFamily.inet, udp, 0));
  if (fd === null) throw new Error(`there is no network namespace ${netns}`);
  call('bind', fd, Buffer.from([socketFamily.inet, 0, 0, port, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]), 16);
}

const paths = [0, 3].map((at) => {
  const [from, to, address] = where.slice(at, at + 3) as [string, string, string];
  listening(to);
  return { fd: connected(from, address), spent: [] as number[] };
});
for (let burst = 0; burst < Number(bursts); burst++)
  for (const { fd, spent } of paths) {
    const before = process.cpuUsage();
    for (let packet = 0; packet < Number(packets); packet++) attempt('send', fd, payload, payload.length, 0);
    const { user, system } = process.cpuUsage(before);
    spent.push((user + system) / Number(packets));
  }
console.log(JSON.stringify(paths.map(({ spent }) => spent)));
