/**
 * The figure's style sheet. It stands in the picture, so that the picture needs nothing else, and in a page it touches nothing else.
 * Whatever colours say is said by words and strokes, too.
 */
export const style = `
.figure { background: #ffffff; font-family: 'Noto Sans', 'Segoe UI', system-ui, 'DejaVu Sans', 'Noto Sans CJK KR', 'Malgun Gothic', sans-serif; }
.figure text { fill: #1f2328; font-size: 11.5px; white-space: pre; }
.figure .f-heading { font-size: 17px; font-weight: bold; }
.figure .f-name { font-size: 13px; font-weight: bold; }
.figure .f-address { font-size: 12px; font-family: ui-monospace, 'DejaVu Sans Mono', Consolas, monospace; }
.figure .f-note { fill: #59636e; }
.figure .f-mark { font-weight: bold; }
.figure .f-gone { fill: #59636e; font-family: ui-monospace, 'DejaVu Sans Mono', Consolas, monospace; text-decoration: line-through; }
.figure rect { fill: #ffffff; stroke: #8c959f; stroke-width: 1; }
.figure .paper { stroke: none; }
.figure :is(.l-between, .l-key, .b-row, .b-key-request, .b-key-question, .b-key-name, .b-key-pod) > .area { fill: none; stroke: none; }
.figure .l-outside > .area { fill: #f3f4f6; stroke: #c3c9d0; }
.figure .l-machines > .area { fill: #e9f1fa; stroke: #a9c1dc; }
.figure .l-services > .area { fill: #faf3e3; stroke: #d3b878; }
.figure :is(.l-pods, .b-range) > .area { fill: #e9f5ea; stroke: #9cc6a2; }
.figure .b-group > .area { fill: #f6fafe; stroke: #a9c1dc; }
.figure .b-service > .area { stroke: #a67f28; }
.figure .b-workload > .area { stroke: #4f8a57; }
.figure :is(.b-pod > .area, .sign) { stroke: #4f8a57; stroke-dasharray: 3 2; }
.figure .link { fill: none; stroke: #30363d; stroke-width: 1.4; }
.figure .link.question { stroke: #5b46a8; stroke-dasharray: 6 4; }
.figure .link.name { stroke-dasharray: 1.5 3; }
.figure .arrow { fill: #30363d; }
.figure :is(.m-added, .m-true) > .f-mark { fill: #1a7f37; }
.figure :is(.m-removed, .m-false) > .f-mark { fill: #c21f2b; }
.figure .m-changed > .f-mark { fill: #0550ae; }
.figure :is(.m-added, .m-true) > .area { stroke: #1a7f37; }
.figure :is(.m-removed, .m-false) > .area { stroke: #c21f2b; }
.figure .m-changed > .area { stroke: #0550ae; }
.figure :is(.m-added, .m-removed, .m-changed, .m-false) > .area { stroke-width: 2.2; }
.figure .m-removed > .area { stroke-dasharray: 7 4; }
.figure .m-removed > :is(.f-heading, .f-name, .f-address, .f-note) { text-decoration: line-through; }
.figure .m-passed > .area { stroke: #0550ae; stroke-width: 2.2; }
.figure .way { fill: none; stroke: #0550ae; stroke-width: 2; stroke-opacity: 0.7; }
.figure .way.answer { stroke: #8250df; stroke-dasharray: 5 4; }
.figure .link.m-added { stroke: #1a7f37; stroke-width: 2.2; }
.figure .link.m-removed { stroke: #c21f2b; stroke-width: 2.2; stroke-dasharray: 7 4; }
`;
