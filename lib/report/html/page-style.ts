/** The page's style sheet. Switches are `:has()`; a browser without it shows both languages. */
export const style = `
:root {
  --text: #1f2328; --muted: #59636e; --page: #f6f8fa; --card: #ffffff; --line: #d1d9e0; --link: #0550ae; --code: #eff2f5;
  --true: #1a7f37; --true-soft: #dafbe1; --false: #c21f2b; --false-soft: #ffebe9; --bar: #54aeff;
  color-scheme: light dark;
}
@media (prefers-color-scheme: dark) {
  :root {
    --text: #e6edf3; --muted: #9aa4af; --page: #0d1117; --card: #161b22; --line: #30363d; --link: #6cb6ff; --code: #22272e;
    --true: #4ac26b; --true-soft: #12261e; --false: #ff7b72; --false-soft: #2d1517; --bar: #388bfd;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 4rem; }
@media (max-width: 45rem) { html { scroll-padding-top: 5.5rem; } }
body {
  margin: 0; background: var(--page); color: var(--text); line-height: 1.5; overflow-wrap: break-word;
  font-family: system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'Apple SD Gothic Neo', 'Malgun Gothic', 'Noto Sans CJK KR', sans-serif;
}
:lang(ko) { word-break: keep-all; }
a { color: var(--link); text-underline-offset: 0.15em; }
a:not(:hover) { text-decoration: none; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
h1, h2, h3 { line-height: 1.25; margin: 0; }
h1 { font-size: 1.25rem; font-weight: 600; }
h2 { font-size: 1.4rem; margin-bottom: 0.75rem; }
h3 { font-size: 1rem; margin: 1.25rem 0 0.5rem; }
code, pre { font-family: ui-monospace, 'SF Mono', 'Cascadia Mono', 'DejaVu Sans Mono', Consolas, monospace; font-size: 0.86em; }
code { overflow-wrap: anywhere; unicode-bidi: isolate; white-space: pre-wrap; }
.note { color: var(--muted); font-size: 0.9rem; margin: 0 0 0.5rem; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

.switches {
  position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; align-items: center;
  padding: 0.5rem 1rem; background: var(--card); border-bottom: 1px solid var(--line); font-size: 0.85rem;
}
.switches strong { margin-right: auto; }
.switches fieldset { display: flex; margin: 0; padding: 2px; border: 1px solid var(--line); border-radius: 8px; }
.switches input { position: absolute; opacity: 0; }
.switches label { padding: 0.2rem 0.7rem; border-radius: 6px; cursor: pointer; }
.switches input:checked + label { background: var(--text); color: var(--card); }
.switches input:focus-visible + label { outline: 2px solid var(--link); outline-offset: 2px; }

.page { max-width: 84rem; margin: 0 auto; padding: 1rem; }
nav ul { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: 0.1rem 1rem; font-size: 0.9rem; }
nav a { display: flex; gap: 0.5rem; align-items: baseline; justify-content: space-between; padding: 0.2rem 0; }
main { min-width: 0; }
main > section { margin-top: 2.5rem; }
@media (max-width: 69.99rem) {
  nav li:has(> ul) { display: none; }
}
@media (min-width: 70rem) {
  .page { display: grid; grid-template-columns: 14rem minmax(0, 1fr); gap: 2.5rem; padding: 1.5rem; }
  nav { position: sticky; top: 4.5rem; align-self: start; max-height: calc(100vh - 6rem); overflow-y: auto; }
  nav ul { display: block; }
  nav ul ul { margin: 0.1rem 0 0.4rem; padding-left: 0.8rem; border-left: 1px solid var(--line); }
  main > .verdict { margin-top: 0; }
}

.verdict { margin-top: 1rem; padding: 1.1rem 1.4rem; background: var(--card); border: 1px solid var(--line); border-left: 6px solid; border-radius: 10px; }
.verdict.true { border-left-color: var(--true); }
.verdict.false { border-left-color: var(--false); }
.verdict .tally { font-size: 1.7rem; line-height: 1.3; font-weight: 650; margin: 0.3rem 0 0.4rem; }
.verdict .note { margin: 0; }
.verdict.true .tally > [aria-hidden], .true > summary > .mark { color: var(--true); }
.verdict.false .tally > [aria-hidden], .false > summary > .mark { color: var(--false); }

.share { font-size: 0.8rem; font-weight: 600; font-variant-numeric: tabular-nums; padding: 0.05rem 0.45rem; border-radius: 999px; white-space: nowrap; }
.share.true { color: var(--true); background: var(--true-soft); }
.share.false { color: var(--false); background: var(--false-soft); }

.scroll { overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: 8px; }
table { border-collapse: collapse; width: 100%; font-size: 0.9rem; }
th, td { text-align: left; vertical-align: baseline; padding: 0.4rem 0.8rem; font-weight: normal; }
thead th { color: var(--muted); font-size: 0.8rem; white-space: nowrap; }
tbody tr { border-top: 1px solid var(--line); }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
tbody th, td, td code { white-space: nowrap; }
.times tbody th { white-space: normal; overflow-wrap: anywhere; }
.picture { background: #ffffff; }
.picture > svg { display: block; margin: 0 auto; width: 100%; min-width: 80rem; height: auto; }
.side-by-side { display: grid; gap: 0.75rem 1.5rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 25rem), 1fr)); align-items: start; }
.side-by-side > div { min-width: 0; }
.side-by-side h3, h2 + h3 { margin-top: 0.5rem; }
.bar { display: block; padding: 0.15rem 0; }
.bar > span { display: block; height: 0.4rem; min-width: 2px; border-radius: 3px; background: var(--bar); }

.claim { background: var(--card); border: 1px solid var(--line); border-bottom-width: 0; }
.claim:first-of-type { border-radius: 8px 8px 0 0; }
.claim:last-of-type { border-radius: 0 0 8px 8px; border-bottom-width: 1px; }
.claim:only-of-type { border-radius: 8px; }
.claim > summary {
  display: grid; grid-template-columns: 1.4rem minmax(0, 1fr) auto; gap: 0 0.5rem; align-items: baseline;
  padding: 0.5rem 0.9rem; cursor: pointer; list-style: none;
}
.claim > summary::-webkit-details-marker { display: none; }
.claim > summary:hover { background: var(--page); }
.claim.false { border-left: 4px solid var(--false); }
.facts { color: var(--muted); font-size: 0.82rem; font-variant-numeric: tabular-nums; text-align: right; white-space: nowrap; }
.facts > span + span { display: inline-block; min-width: 4.2rem; }
.glimpse { grid-column: 2 / -1; color: var(--muted); white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.claim[open] > summary > .glimpse { display: none; }
.claim dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0.4rem 1rem; margin: 0; padding: 0.2rem 0.9rem 0.9rem 2.8rem; font-size: 0.9rem; }
.claim dt { color: var(--muted); }
.claim dd { margin: 0; }
.command { display: block; padding: 0.35rem 0.6rem; background: var(--code); border-radius: 6px; user-select: all; -webkit-user-select: all; }
@media (max-width: 45rem) {
  th, td { padding: 0.4rem 0.5rem; }
  .claim > summary { grid-template-columns: 1.2rem minmax(0, 1fr); }
  .facts { grid-column: 2; grid-row: 2; text-align: left; white-space: normal; }
  .facts > span + span { min-width: 0; margin-left: 0.6rem; }
  .claim dl { grid-template-columns: minmax(0, 1fr); gap: 0.1rem; padding-left: 2.6rem; }
  .claim dd { margin-bottom: 0.4rem; }
}

.versions { list-style: none; margin: 0; padding: 0; display: grid; gap: 0.4rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 15rem), 1fr)); }
.versions li { display: flex; justify-content: space-between; gap: 1rem; align-items: baseline; padding: 0.35rem 0.8rem; background: var(--card); border: 1px solid var(--line); border-radius: 8px; font-size: 0.9rem; }
pre { margin: 0; padding: 0.9rem 1.1rem; background: var(--card); border: 1px solid var(--line); border-radius: 8px; overflow-x: auto; unicode-bidi: isolate; }

@supports selector(:has(*)) {
  :root:has(#in-english:checked) body [lang='ko']:not(bdi), :root:has(#in-korean:checked) body [lang='en']:not(bdi) { display: none; }
  :root:has(#show-false:checked) :is(.claim.true, .topic.true) { display: none; }
}

@page { margin: 14mm; }
@media print {
  :root {
    --text: #000000; --muted: #444444; --page: #ffffff; --card: #ffffff; --line: #bbbbbb; --link: #000000; --code: #f2f2f2;
    --true: #1a7f37; --true-soft: #ffffff; --false: #c21f2b; --false-soft: #ffffff; --bar: #888888;
    color-scheme: light;
  }
  body { font-size: 9.5pt; }
  .screen, nav { display: none; }
  .page { display: block; max-width: none; padding: 0; }
  details::details-content { content-visibility: visible; block-size: auto; }
  .claim > summary > .glimpse { display: none; }
  .claim, tr, .versions li { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  .scroll { overflow: visible; }
  .picture > svg { min-width: 0; }
  table, .claim dl { font-size: 8.5pt; }
  th, td { padding: 0.25rem 0.5rem; }
  tbody th, td, td code { white-space: normal; }
  td code { overflow-wrap: normal; }
  pre { white-space: pre-wrap; font-size: 7.5pt; }
  /* Where to look is for what is not true. */
  .claim.true dl > :nth-last-child(-n + 2) { display: none; }
  .command { padding: 0; }
}
`;
