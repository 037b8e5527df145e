import { connect, createServer } from 'node:net';

/**
 * One end of a kept TCP connection, run inside a namespace: `talk.ts listen|connect <address> <port>`. The listener sends
 * back what it hears, and what its input says; the other end sends its input and prints what it hears.
 */
const [role, host, port] = process.argv.slice(2) as [string, string, string];
const at = { host, port: Number(port) };

if (role === 'listen')
  createServer((socket) => {
    socket.on('error', () => {});
    socket.pipe(socket);
    process.stdin.pipe(socket);
  }).listen(at, () => console.log('ready'));
else {
  const socket = connect(at, () => console.log('ready'));
  socket.on('error', () => {});
  process.stdin.pipe(socket);
  socket.pipe(process.stdout);
}
