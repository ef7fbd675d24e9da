import { labProgram } from './program';
import { runMain } from './run-main';

let program: ReturnType<typeof labProgram> | undefined;

runMain(
  async (signal) => {
    const cli = { signal, exitStatus: 0 };
    program = labProgram(cli);
    await program.parseAsync(process.argv.slice(2), { from: 'user' });
    return cli.exitStatus;
  },
  { debug: () => program?.opts<{ debug?: boolean }>().debug ?? false },
);
