// Waits until a cluster is ready: its nodes, then the pods that it begins with. Terraform runs it (cluster-gate.ts):
//   node wait-for-cluster.mjs --server https://ADDRESS:PORT --nodes NAME,NAME --secrets FOLDER --deadline SECONDS [--interval SECONDS]
import { readFileSync } from 'node:fs';
import { get } from 'node:https';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';

/** Namespaces of the pods that are there before the lab's own. */
const own = ['kube-system', 'metallb-system'];
/** Milliseconds that an API server has for one answer. */
const patience = 20_000;
/** Seconds after which the same observation is told again. */
const repeat = 60;
/** Codes of TLS that tell of another authority's certificate. No waiting changes it. */
const foreign =
  /^(SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT_LOCALLY)$/;

class Fault extends Error {}

function settings() {
  const text = { type: 'string' };
  const options = { server: text, nodes: text, secrets: text, deadline: text, interval: { ...text, default: '5' } };
  const { values } = parseArgs({ options });
  for (const name of Object.keys(options)) if (values[name] === undefined) throw new Fault(`--${name} is missing`);
  return { ...values, nodes: values.nodes.split(','), deadline: Number(values.deadline), interval: Number(values.interval) };
}

function credentials(folder) {
  const read = (name) => {
    try {
      return readFileSync(join(folder, name));
    } catch (error) {
      throw new Fault(`the lab's secrets cannot be read: ${error.message}\n  what to do: ./lab prepare makes them`);
    }
  };
  return { ca: read('ca.crt'), cert: read('admin.crt'), key: read('admin.key') };
}

/** The status and the text of one answer. */
const ask = (url, tls) =>
  new Promise((resolve, reject) => {
    const request = get(url, { ...tls, agent: false, timeout: patience }, (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part)).on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode, text: String(Buffer.concat(parts)) }));
    });
    request.on('timeout', () => request.destroy(new Error(`no answer in ${patience / 1000} s`)));
    request.on('error', reject);
  });

/** A list of objects; in words, why there is none. */
async function list({ server }, tls, path) {
  try {
    const { status, text } = await ask(new URL(path, server), tls);
    if (status === 200) return JSON.parse(text).items;
    // 401 and 403: kubeadm lets the administrator in when the API server runs already.
    return `the API server at ${server} answers ${status}`;
  } catch (error) {
    if (foreign.test(error.code)) throw new Fault(`the server at ${server} is not this lab's: ${error.message}`);
    return `the API server at ${server} does not answer yet: ${error.code ?? error.message}`;
  }
}

const isReady = ({ status }) => (status?.conditions ?? []).some(({ type, status: is }) => type === 'Ready' && is === 'True');

/** One look: whether all is there, and what was seen. */
async function look(options, tls) {
  const nodes = await list(options, tls, '/api/v1/nodes');
  if (typeof nodes === 'string') return { seen: nodes };
  const missing = options.nodes.filter((name) => !nodes.some((node) => node.metadata.name === name && isReady(node)));
  const count = `${options.nodes.length - missing.length} of ${options.nodes.length} nodes Ready`;
  if (missing.length > 0) return { seen: `${count}, waiting for ${missing.join(', ')}` };
  const pods = await list(options, tls, '/api/v1/pods');
  if (typeof pods === 'string') return { seen: `${count}; ${pods}` };
  const found = pods.filter(({ metadata, status }) => own.includes(metadata.namespace) && status?.phase !== 'Succeeded');
  const waiting = found.filter((pod) => !isReady(pod)).map(({ metadata }) => metadata.name);
  if (waiting.length === 0) return { ready: true, seen: `${count}, ${found.length} pods of the cluster Ready` };
  return { seen: `${count}, waiting for the pods ${waiting.join(', ')}` };
}

async function waitForCluster(options) {
  const tls = credentials(options.secrets);
  const begin = Date.now();
  const elapsed = () => Math.round((Date.now() - begin) / 1000);
  let told = { seen: '', at: 0 };
  for (;;) {
    const { ready, seen } = await look(options, tls);
    if (seen !== told.seen || elapsed() - told.at >= repeat) {
      console.log(`${elapsed()} s: ${seen}`);
      told = { seen, at: elapsed() };
    }
    if (ready) return;
    if (elapsed() >= options.deadline)
      throw new Fault(
        `gave up waiting for the cluster after ${options.deadline} s; last seen: ${seen}\n` +
          '  what to do: look at the machines (./lab status), then run the same command again: it continues',
      );
    await sleep(options.interval * 1000);
  }
}

try {
  await waitForCluster(settings());
} catch (error) {
  console.error(`error: ${error.message}`);
  process.exitCode = 1;
}
