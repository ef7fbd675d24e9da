import { locked } from '../../../host/lock';

// Holds a lock until it is killed, or for some milliseconds: `holder.ts FILE MILLISECONDS`.
const [file, milliseconds] = process.argv.slice(2);
locked(file!, 'the lab "x"', './lab up', async () => {
  console.log('holding');
  await new Promise((resolve) => setTimeout(resolve, Number(milliseconds)));
}).then(
  () => process.exit(0),
  (error: Error) => {
    console.log(error.message);
    process.exit(1);
  },
);
