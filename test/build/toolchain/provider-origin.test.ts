import { providerOrigin } from '../../../build/toolchain/provider-origin';

describe('where providers come from', () => {
  test('fails on a word that is neither', () => {
    expect(() => providerOrigin({ env: { LAB_PROVIDERS: 'internet' } })).toThrow('LAB_PROVIDERS is internet');
  });

  test('LAB_PROVIDERS decides', () => {
    expect(providerOrigin({ env: { LAB_PROVIDERS: 'mirror' }, previous: 'registry' })).toBe('mirror');
    expect(providerOrigin({ env: { LAB_PROVIDERS: 'registry' } })).toBe('registry');
  });

  test('a lab keeps to what it used before', () => {
    expect(providerOrigin({ env: {}, previous: 'registry' })).toBe('registry');
    expect(providerOrigin({ env: { LAB_PROVIDERS: '' }, previous: 'mirror' })).toBe('mirror');
  });

  test('otherwise they are built here: a registry is asked only when it is named', () => {
    expect(providerOrigin({ env: {} })).toBe('mirror');
  });
});
