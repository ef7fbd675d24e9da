/** Items whose key an earlier item has, with the earlier item's name. */
export function repeated(items: readonly { readonly name: string; readonly key: string }[]) {
  return items.flatMap((item, index) => {
    const first = items.slice(0, index).find(({ key }) => key === item.key);
    return first ? [{ ...item, first: first.name }] : [];
  });
}
