import { renamedState } from '../../../operations/ready/renamed-state';

const rename = (text: string) => text.replaceAll('lesson', 'second');

test('a state that is no JSON is refused', () => {
  expect(() => renamedState('half a fi', rename)).toThrow();
});

test('names in attributes change, numbers and the form stay, and what the user wrote into a machine stays', () => {
  const attributes = {
    name: 'lab-lesson',
    size: 21474836480,
    user_data: 'the lesson',
    meta_data: 'lesson',
    network_config: 'lesson',
  };
  const state = { version: 4, serial: 7, resources: [{ type: 'libvirt_volume', instances: [{ attributes }] }] };
  expect(JSON.parse(renamedState(JSON.stringify(state), rename))).toEqual({
    ...state,
    resources: [{ type: 'libvirt_volume', instances: [{ attributes: { ...attributes, name: 'lab-second' } }] }],
  });
});
