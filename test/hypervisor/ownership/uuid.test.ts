import { uuidv5 } from '../../../hypervisor/ownership/uuid';

test('a UUID is made as RFC 9562 shows it, of the DNS namespace and www.example.com', () => {
  expect(uuidv5('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'www.example.com')).toBe('2ed6657d-e927-568b-95e1-2665a8aea6a2');
});
