import { attempt, call, socketFamily } from '@isthmus/drivers/linux/kernel.ts';
import { inside } from '@isthmus/drivers/linux/namespaces.ts';

/**
 * A process that sends small UDP packets into one path and then the next, in turns, and prints the microseconds of
 * processor that one packet costs on each. A veth pair delivers at once, so that the sender's processor does all of a
 * packet's work, to the receiver's socket. Each flow is answered once before, so that a router that watches flows knows
 * it: `sender <bursts> <packets in a burst>`, and for each path `<netns> <address> <netns> <address>`.
 */
const [bursts, packets, ...where] = process.argv.slice(2);
const payload = Buffer.alloc(22);
const udp = 2;
const port = 9;

const socketAddress = (address: string): Buffer =>
  Buffer.from([socketFamily.inet, 0, 0, port, ...address.split('.').map(Number), 0, 0, 0, 0, 0, 0, 0, 0]);

/** Between the same port of both ends. */
function between(netns: string, own: string, other: string): number {
  const fd = inside(netns, () => call('socket', socketFamily.inet, udp, 0));
  if (fd === null) throw new Error(`there is no network namespace ${netns}`);
  call('bind', fd, socketAddress(own), 16);
  call('connect', fd, socketAddress(other), 16);
  return fd;
}
const say = (fd: number): void => void attempt('send', fd, payload, payload.length, 0);

const paths = Array.from({ length: where.length / 4 }, (_, index) => {
  const [from, own, to, other] = where.slice(4 * index, 4 * index + 4) as [string, string, string, string];
  // Nobody reads at the far end: what is full drops, and all paths end alike.
  const far = between(to, other, own);
  const fd = between(from, own, other);
  say(fd);
  say(far);
  return { fd, spent: [] as number[] };
});
for (let burst = 0; burst < Number(bursts); burst++)
  for (const { fd, spent } of paths) {
    const before = process.cpuUsage();
    for (let packet = 0; packet < Number(packets); packet++) say(fd);
    const { user, system } = process.cpuUsage(before);
    spent.push((user + system) / Number(packets));
  }
console.log(JSON.stringify(paths.map(({ spent }) => spent)));
