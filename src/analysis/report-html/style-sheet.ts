/** The looks of the page: paper and ink, one accent, light and dark, screen and print. */
export const styleSheet = `
:root {
  color-scheme: light dark;
  --paper: #fbfaf7; --panel: #ffffff; --ink: #1b1d20; --soft: #55595f; --line: #d9d6cf; --quiet: #9a9890;
  --accent: #0b5d8c; --more: #8a4b08; --less: #0b5d8c; --cell: #0b5d8c;
  --serif: Charter, "Bitstream Charter", "Sitka Text", Cambria, Georgia, serif;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #13161a; --panel: #1a1e23; --ink: #e9e7e2; --soft: #aeb2b8; --line: #343a41; --quiet: #747b84;
    --accent: #74c0ea; --more: #e6ab6a; --less: #74c0ea; --cell: #3f8fbd;
  }
}
* { box-sizing: border-box; }
html { font: 100%/1.5 var(--sans); background: var(--paper); color: var(--ink); -webkit-text-size-adjust: 100%; }
@media (min-width: 1900px) { html { font-size: 118%; } }
body { margin: 0; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
a { color: var(--accent); text-underline-offset: 0.15em; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--panel); padding: 0.5rem 1rem; z-index: 1; }
header, main, footer, nav { max-width: 76rem; margin: 0 auto; padding: 0 clamp(1rem, 4vw, 3rem); }
header { padding-top: clamp(1.5rem, 5vw, 3.5rem); }
h1, h2, .odds { font-family: var(--serif); font-weight: 600; line-height: 1.2; text-wrap: balance; }
h1 { font-size: clamp(1.6rem, 1.1rem + 2.2vw, 2.7rem); margin: 0.2rem 0 1.2rem; max-width: 26em; }
h2 { font-size: 1.45rem; margin: 0 0 0.4rem; }
h3 { font-size: 1rem; margin: 0 0 0.3rem; }
p { margin: 0 0 0.8rem; max-width: 44rem; }
.over { margin: 0; color: var(--soft); }
.lead { color: var(--soft); }
code { font-family: ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace; font-size: 0.92em; }
.warning { border-left: 4px solid var(--more); color: var(--more); padding-left: 0.8rem; }
.answer { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.2rem 1.2rem; margin: 0 0 1rem; max-width: none; }
.odds { font-size: clamp(3rem, 2rem + 5vw, 5.2rem); color: var(--accent); line-height: 1; }
.words { font-family: var(--serif); font-size: clamp(1.2rem, 1rem + 1vw, 1.7rem); }
nav ul { display: flex; flex-wrap: wrap; gap: 0.3rem 1.2rem; list-style: none; margin: 0; padding: 0.8rem 0; border-block: 1px solid var(--line); }
nav a { color: var(--soft); text-decoration: none; display: inline-block; padding: 0.2rem 0; }
nav a:hover { color: var(--accent); text-decoration: underline; }
section { margin: clamp(2rem, 4vw, 3.2rem) 0; }
figure { margin: 0 0 0.8rem; }
figcaption { color: var(--soft); font-size: 0.9rem; margin-top: 0.4rem; max-width: 48rem; }
svg { display: block; width: 100%; height: auto; font: 12px var(--sans); font-variant-numeric: tabular-nums; }
svg text { fill: var(--soft); }
svg .grid { stroke: var(--line); stroke-width: 1; }
svg .divide { stroke: var(--ink); stroke-width: 1.5; stroke-dasharray: 3 3; }
svg .line { fill: none; stroke: var(--quiet); stroke-width: 1.5; stroke-linejoin: round; }
svg .line.leading { stroke: var(--ink); stroke-width: 1.8; }
svg .line.question { stroke: var(--accent); stroke-width: 3; }
svg .dot { fill: var(--quiet); } svg .dot.leading { fill: var(--ink); } svg .dot.question { fill: var(--accent); }
svg .tie { stroke: var(--line); fill: none; }
svg .name.leading { fill: var(--ink); }
svg .name.question { fill: var(--accent); font-weight: 700; }
svg .cell { fill: var(--cell); }
svg .cell.ended { fill: var(--quiet); }
svg .frame { fill: none; stroke: var(--line); }
svg .digits { fill: var(--ink); font-size: 10px; } svg .digits.on { fill: var(--paper); }
.narrow { display: none; }
@media (max-width: 640px) { .narrow { display: block; } .wide { display: none; } }
details { margin: 0.4rem 0 0.8rem; }
summary { cursor: pointer; color: var(--accent); padding: 0.25rem 0; width: fit-content; }
.scroll { overflow-x: auto; max-width: 100%; border: 1px solid var(--line); background: var(--panel); }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; color: var(--soft); font-size: 0.9rem; padding: 0 0 0.3rem; }
.scroll caption { padding: 0.5rem 0.7rem; }
th, td { text-align: left; vertical-align: top; padding: 0.3rem 0.7rem 0.3rem 0; border-bottom: 1px solid var(--line); overflow-wrap: normal; }
.scroll th, .scroll td { padding-left: 0.7rem; }
thead th { font-size: 0.85rem; font-weight: 600; color: var(--soft); }
tbody th { font-weight: 400; }
.number { text-align: right; white-space: nowrap; }
td.number, th.number { width: 1%; }
.note { color: var(--soft); font-size: 0.9rem; }
.drawn { width: 42%; min-width: 4rem; }
.card .drawn { width: 36%; }
.tracks { width: 34%; }
.bar { display: block; height: 0.85em; margin-top: 0.32em; background: var(--quiet); border-radius: 1px; width: calc(var(--share) * 100%); min-width: 1px; }
.strong .bar { background: var(--accent); }
tr.strong th, tr.strong td.number { font-weight: 700; color: var(--accent); }
tr.strong .note { font-weight: 400; color: var(--soft); }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 27rem), 1fr)); gap: 1.4rem 3rem; }
.card { min-width: 0; }
.track { display: block; position: relative; height: 1.2em; min-width: 3rem; border-bottom: 1px solid var(--quiet); }
.track i { position: absolute; left: calc(var(--at) * 100%); width: 3px; margin-left: -1px; bottom: 0; height: 0.75em; background: var(--quiet); }
.track i.now { width: 5px; margin-left: -2px; height: 1.15em; background: var(--accent); }
.reports { list-style: none; margin: 0; padding: 0; }
.reports li { display: grid; grid-template-columns: minmax(0, 1fr) minmax(9rem, 18rem); gap: 0.1rem 2rem; padding: 0.7rem 0; border-bottom: 1px solid var(--line); }
.reports p { margin: 0; }
@media (max-width: 640px) { .reports li { grid-template-columns: minmax(0, 1fr); } }
.effect { display: grid; grid-template-columns: 1fr 1fr; height: 0.8em; margin: 0.3em 0; background: linear-gradient(var(--line), var(--line)) center / 1px 100% no-repeat; }
.effect i { display: block; height: 100%; width: calc(var(--share) * 100%); background: var(--more); grid-column: 2; }
.effect.down i { background: var(--less); grid-column: 1; justify-self: end; }
.key { display: inline-block; width: 0.8em; height: 0.8em; background: var(--quiet); } .key.now { background: var(--accent); }
dl { display: grid; grid-template-columns: minmax(8rem, max-content) minmax(0, 1fr); gap: 0.25rem 1.5rem; margin: 0 0 1rem; }
dt { color: var(--soft); } dd { margin: 0; }
@media (max-width: 640px) {
  .noted tr { display: grid; grid-template-columns: 5.5rem minmax(0, 1fr); border-bottom: 1px solid var(--line); padding: 0.3rem 0; }
  .noted thead { display: none; }
  .noted th { grid-column: 1 / -1; }
  .noted th, .noted td { width: auto; border: 0; padding: 0.1rem 0.6rem 0.1rem 0; }
  .noted td.number { text-align: left; }
}
@media (max-width: 480px) { .tracks { display: none; } tbody th { overflow-wrap: anywhere; min-width: 6rem; } }
@media (max-width: 480px) { dl { grid-template-columns: minmax(0, 1fr); } dd { margin-bottom: 0.5rem; } }
ul.plain { padding-left: 1.2rem; max-width: 46rem; } ul.plain li { margin-bottom: 0.4rem; }
footer { color: var(--soft); font-size: 0.9rem; padding-bottom: 3rem; border-top: 1px solid var(--line); padding-top: 1rem; }
@media print {
  :root { --paper: #fff; --panel: #fff; --ink: #000; --soft: #333; --line: #bbb; --quiet: #777; --accent: #0b4a70; --more: #6b3a06; --less: #0b4a70; }
  nav, .skip { display: none; }
  html { font-size: 9.5pt; }
  section, figure, .card, .reports li, tr { break-inside: avoid; }
  section.long { break-inside: auto; }
  h2, h3 { break-after: avoid; }
  .narrow { display: none; } .wide { display: block; }
  .bar, .track i, .effect i, .key, svg { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .scroll { overflow: visible; border: 0; }
  details::details-content { content-visibility: visible; display: block; }
  summary { color: inherit; }
}
`;
