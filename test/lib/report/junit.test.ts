import { junitXml } from '../../../lib/report';
import { broken, hostile, holds, labReport, reportOf } from './fixture';
import { all, elements, parseXml, textOf, type XmlElement } from './xml';

const report = labReport(reportOf(holds, broken, { ...holds, id: 'nodes.ready.worker-2', milliseconds: 766 }));
const suites = parseXml(junitXml(report));
const attributes = (element: XmlElement) => element.attributes;

test('there is a suite for each topic, with its counts and the sum of its times', () => {
  const counts = { errors: '0', skipped: '0' };
  expect(elements(suites).map(attributes)).toEqual([
    { ...counts, name: 'nodes', tests: '2', failures: '0', time: '2.000' },
    { ...counts, name: 'dns', tests: '1', failures: '1', time: '61.000' },
  ]);
  expect([suites.name, attributes(suites)]).toEqual([
    'testsuites',
    { ...counts, name: 'lesson', tests: '3', failures: '1', time: '187.000', timestamp: '2025-11-24T00:30:05.000Z' },
  ]);
});

test('a claim that could not be asked is a case that was skipped', () => {
  const asked = parseXml(junitXml(labReport(reportOf(holds, { ...holds, id: 'safety.x', notAsked: 'there is no outsider' }))));
  expect(asked.attributes).toMatchObject({ tests: '2', failures: '0', skipped: '1' });
  expect(all(asked, 'skipped').map(attributes)).toEqual([{ message: 'there is no outsider' }]);
});

test('each claim is a case with its sentence and its time', () => {
  expect(all(suites, 'testcase').map(attributes)).toEqual([
    { classname: 'lesson.nodes', name: `${holds.id}: ${holds.sentence.en}`, time: '1.234' },
    { classname: 'lesson.nodes', name: `nodes.ready.worker-2: ${holds.sentence.en}`, time: '0.766' },
    { classname: 'lesson.dns', name: `${broken.id}: ${broken.sentence.en}`, time: '61.000' },
  ]);
  expect(all(suites, 'property').map(attributes).slice(0, 2)).toEqual([
    { name: 'sentence.ko', value: holds.sentence.ko },
    { name: 'seen from', value: 'LAN host' },
  ]);
});

test('only what is not true is a failure: what was seen, the command and what to look at, letter by letter', () => {
  expect(all(suites, 'testcase').map((found) => all(found, 'failure').length)).toEqual([0, 0, 1]);
  const failure = all(suites, 'failure')[0]!;
  const visible = hostile.replace('\u001b', '␛').replace('\0', '␀').replace('\u202e', '�');
  for (const part of [visible, broken.command, broken.lookAt]) expect(textOf(failure)).toContain(part);
  expect(failure.attributes.message).toBe(visible);
});

test('what was seen of a true claim is kept, too', () => {
  expect(textOf(all(suites, 'system-out')[0]!)).toBe(`seen: ${holds.evidence}\ncommand: ${holds.command}`);
});

test('a report without claims is still a document', () => {
  expect(parseXml(junitXml(labReport(reportOf()))).attributes.tests).toBe('0');
});

test('the reader of these tests is strict', () => {
  for (const wrong of ['<a>&</a>', '<a>\u001b</a>', '<a>]]></a>', '<a><b></a>', '<a x="<"/>'])
    expect(() => parseXml(wrong)).toThrow();
});
