import { images } from '../../../lib/render';

test.each(Object.entries(images))('the image of %s has a tag that is not latest', (_name, image) => {
  expect(image).toMatch(/^[a-z0-9./-]+:[0-9][A-Za-z0-9.-]*$/);
});
