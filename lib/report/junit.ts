import { DOMImplementation, type Element, XMLSerializer } from '@xmldom/xmldom';
import { describeVantagePoint } from '../probe';
import { type ClaimResult, describeFailure } from '../verify';
import { byTopic, failures, type LabReport, notAsked, type TopicResults } from './lab-report';
import { printable } from './printable';

/** The report as JUnit XML: a suite for each topic, a case for each claim. Build servers show it and compare it with the last. */
export function junitXml({ report, generatedAt, milliseconds }: LabReport): string {
  const shown = printable(report);
  const document = new DOMImplementation().createDocument(null, 'testsuites');
  const suites = withAttributes(document.documentElement!, {
    name: shown.lab,
    ...counts(shown.claims),
    time: seconds(milliseconds),
    timestamp: generatedAt.toISOString(),
  });
  for (const topic of byTopic(shown)) addSuite(suites, shown.lab, topic);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(document, { requireWellFormed: true })}\n`;
}

function addSuite(suites: Element, lab: string, { topic, claims }: TopicResults): void {
  const sum = claims.reduce((total, claim) => total + claim.milliseconds, 0);
  const suite = add(suites, 'testsuite', { name: topic, ...counts(claims), time: seconds(sum) });
  for (const claim of claims) addCase(suite, lab, claim);
}

function addCase(suite: Element, lab: string, claim: ClaimResult): void {
  const { id, topic, sentence, from, ok, evidence, command, notAsked: reason } = claim;
  const name = `${id}: ${sentence.en}`;
  const element = add(suite, 'testcase', { classname: `${lab}.${topic}`, name, time: seconds(claim.milliseconds) });
  // The schema in common use (Surefire's) has the properties first.
  const properties = add(element, 'properties');
  add(properties, 'property', { name: 'sentence.ko', value: sentence.ko });
  add(properties, 'property', { name: 'seen from', value: describeVantagePoint(from) });
  if (reason) add(element, 'skipped', { message: reason });
  if (!ok) add(element, 'failure', { type: 'claim', message: evidence }, describeFailure(claim));
  add(element, 'system-out', {}, `seen: ${evidence}\ncommand: ${command}`);
}

type Attributes = Readonly<Record<string, string | number>>;

/** A new element in a line of its own. */
function add(parent: Element, name: string, attributes: Attributes = {}, text = ''): Element {
  const document = parent.ownerDocument!;
  const element = withAttributes(document.createElement(name), attributes);
  if (text) element.appendChild(document.createTextNode(text));
  parent.appendChild(document.createTextNode('\n'));
  parent.appendChild(element);
  return element;
}

function withAttributes(element: Element, attributes: Attributes): Element {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  return element;
}

const counts = (claims: readonly ClaimResult[]): Attributes => ({
  tests: claims.length,
  failures: failures(claims).length,
  errors: 0,
  skipped: notAsked(claims).length,
});

const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(3);
