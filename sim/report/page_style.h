// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace ohmic::sim::report {

/// How a report looks on screens and on paper. Colours are variables of the palette.
inline constexpr std::string_view kPageStyle = R"css(
*{box-sizing:border-box}
html{color-scheme:light dark;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI","Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums}
main{max-width:1240px;margin:0 auto;padding:48px 40px 64px}
h1{font-size:30px;line-height:1.2;margin:0;font-weight:650;letter-spacing:-.01em;overflow-wrap:anywhere}
h2{font-size:21px;line-height:1.3;margin:64px 0 24px;padding-top:18px;border-top:1px solid var(--rule);font-weight:600}
h3{font-size:15px;margin:0 0 14px;font-weight:600}
p{margin:0 0 10px}
a{color:var(--c0)}
code,.mono{font-family:ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:12.5px}
.eyebrow{color:var(--quiet);font-size:13px;margin:0 0 6px}
.lede{color:var(--quiet);margin:8px 0 0;max-width:80ch}
nav{display:flex;flex-wrap:wrap;gap:4px 22px;margin:32px 0 -20px;font-size:14px}
nav a{text-decoration:none;color:var(--quiet)}
nav a:hover{color:var(--c0);text-decoration:underline}
.headline{display:grid;grid-template-columns:minmax(0,5fr) minmax(0,6fr);gap:32px 56px;margin:36px 0 0;padding:32px 0 0;border-top:3px solid var(--c0)}
.name{color:var(--quiet);font-size:13px;margin:0}
.big{font-size:68px;line-height:1.1;font-weight:600;letter-spacing:-.025em;margin:2px 0 6px}
.big small{font-size:34px;font-weight:500;letter-spacing:0}
.hero svg{margin-top:4px}
.facts{display:grid;grid-template-columns:repeat(3,minmax(0,1fr));gap:24px 28px;margin:0;align-content:start}
.facts>div{border-top:1px solid var(--rule);padding-top:10px}
.facts>.wide{grid-column:1/-1;border-top:0;padding-top:0}
dt{color:var(--quiet);font-size:13px}
dd{margin:0}
dd.value{font-size:23px;line-height:1.35;font-weight:600;letter-spacing:-.01em}
dd.value small{font-size:16px;font-weight:500;letter-spacing:0}
dd.more{color:var(--quiet);font-size:13px}
p.prints{grid-column:1/-1;color:var(--quiet);font-size:13px;margin:0;overflow-wrap:anywhere}
.pair{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:48px 56px;align-items:start}
figure{margin:0;position:relative;min-width:0}
.stack{display:grid;gap:48px;min-width:0}
.pair>figure.wide{grid-column:1/-1}
svg{display:block;width:100%;height:auto;overflow:visible}
figcaption,.note{color:var(--quiet);font-size:13px;margin-top:12px;max-width:72ch}
.absent{border-left:3px solid var(--rule);padding:2px 0 2px 16px}
.absent h3{margin-bottom:4px}
.absent p{color:var(--quiet);margin:0}
.save{position:absolute;top:0;right:0;font:inherit;font-size:12px;color:var(--quiet);background:none;border:1px solid var(--rule);border-radius:4px;padding:1px 8px;cursor:pointer;opacity:0;transition:opacity .12s}
figure:hover .save,.save:focus-visible{opacity:1}
[data-tip]:hover{filter:brightness(1.12)}
.scroll{overflow-x:auto;background:linear-gradient(to right,var(--paper) 40%,transparent) 0 0/48px 100% no-repeat local,linear-gradient(to left,var(--paper) 40%,transparent) 100% 0/48px 100% no-repeat local,linear-gradient(to right,color-mix(in srgb,var(--ink) 26%,transparent),transparent) 0 0/14px 100% no-repeat scroll,linear-gradient(to left,color-mix(in srgb,var(--ink) 26%,transparent),transparent) 100% 0/14px 100% no-repeat scroll}
.findings{margin:26px 0 0;max-width:none}
.findings>div{display:grid;grid-template-columns:110px minmax(0,1fr);gap:4px 18px;padding:7px 0}
.findings dt{font-size:15px}
.findings dd{max-width:96ch;font-size:16px}
.findings .hint{border-left:3px solid var(--c1);padding-left:14px;margin-left:-17px}
table{border-collapse:collapse;width:100%;font-size:13px;line-height:1.4}
th,td{text-align:left;padding:6px 10px;border-bottom:1px solid var(--rule);vertical-align:top}
th:first-child,td:first-child{padding-left:0}
th:last-child,td:last-child{padding-right:0}
th{vertical-align:bottom;color:var(--quiet);font-weight:500}
.number{text-align:right}
td.number,.sortable td:first-child{white-space:nowrap}
th button{font:inherit;color:inherit;background:none;border:0;padding:0;margin:0;text-align:inherit;cursor:pointer}
th button:hover{color:var(--c0)}
th[aria-sort] button{color:var(--ink)}
th[aria-sort=ascending] button::after{content:" ↑"}
th[aria-sort=descending] button::after{content:" ↓"}
tbody tr:hover{background:color-mix(in srgb,var(--c0) 7%,transparent)}
.filters{display:flex;flex-wrap:wrap;gap:6px 20px;margin:0 0 12px;font-size:13px;color:var(--quiet)}
.filters select{font:inherit;color:var(--ink);background:var(--paper);border:1px solid var(--rule);border-radius:4px;padding:2px 6px}
tfoot td{font-weight:600;border-bottom:0}
table.prints{width:auto;margin-bottom:14px}
.config td{font-family:ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:12.5px;overflow-wrap:anywhere}
.config td:nth-child(3){white-space:nowrap}
.config tr.overridden td{color:var(--c0);font-weight:600}
details summary{cursor:pointer;color:var(--c0);margin-bottom:12px}
pre{background:color-mix(in srgb,var(--ink) 5%,transparent);padding:14px 16px;border-radius:6px;white-space:pre-wrap;overflow-wrap:anywhere;margin:0 0 14px;font-size:13px}
ul{margin:0 0 12px;padding-left:20px}
footer{margin-top:64px;padding-top:16px;border-top:1px solid var(--rule);color:var(--quiet);font-size:13px}
#tip{position:fixed;z-index:9;max-width:340px;padding:6px 10px;border-radius:5px;background:var(--ink);color:var(--paper);font-size:12.5px;line-height:1.4;pointer-events:none;overflow-wrap:anywhere}
@media screen and (max-width:900px){main{padding:28px 18px}.headline,.pair{grid-template-columns:minmax(0,1fr)}.facts{grid-template-columns:repeat(2,minmax(0,1fr))}}
@media screen and (max-width:600px){.big{font-size:52px}.findings>div{grid-template-columns:minmax(0,1fr)}.drawing{overflow-x:auto;mask-image:linear-gradient(to right,#000 93%,transparent)}.drawing>svg{min-width:440px;margin-right:26px}}
@media print{body{font-size:10pt}main{max-width:none;padding:0}nav,.save,#tip,summary,.filters{display:none!important}h2{margin-top:22px;padding-top:10px;break-after:avoid}.findings dd{font-size:10pt}.findings>div{padding:2px 0}#configuration h2{break-before:auto}.config td{font-size:6.5pt;padding:1px 4px;line-height:1.25}footer{margin-top:10px;padding-top:6px;break-before:avoid}.scroll{background:none}.pair{gap:24px 28px}figure,.absent,tr{break-inside:avoid}.headline{gap:16px 28px;margin-top:16px;padding-top:16px}.facts{gap:10px 16px}.big{font-size:44px}dd.value{font-size:16px}dd.value small{font-size:12px}.scroll{overflow:visible}table{font-size:7.5pt}th,td{padding:3px 5px;overflow-wrap:anywhere}td.number,.sortable td:first-child{white-space:normal}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}details::details-content{content-visibility:visible;height:auto}}
)css";

}  // namespace ohmic::sim::report
