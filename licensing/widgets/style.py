"""The little of CSS that is ours: classes of our own only, colours that hold on light and on dark."""

CSS = """
.hkl-brand{font-family:Georgia,'Noto Serif','Songti TC','Noto Serif CJK TC',serif;font-size:1.15rem;font-weight:600;
  margin:0 0 .25rem;line-height:1.25}
.hkl-figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(9.5rem,1fr));gap:.75rem 1.25rem;
  margin:.25rem 0 .5rem}
.hkl-figure{border-top:3px solid var(--hkl-c,#6f7682);padding:.45rem 0 .2rem}
.hkl-figure dt{font-size:.82rem;opacity:.85;line-height:1.25}
.hkl-figure dd{margin:0;font-size:2.1rem;font-weight:600;line-height:1.15;font-variant-numeric:tabular-nums;
  font-family:Georgia,'Noto Serif',serif}
.hkl-figure .hkl-note{font-size:.78rem;opacity:.8;font-weight:400;font-family:inherit;line-height:1.3;margin:.1rem 0 0}
.hkl-list{list-style:none;margin:0;padding:0}
.hkl-list>li{padding:.55rem 0;border-bottom:1px solid rgba(128,128,128,.28);line-height:1.4;overflow-wrap:anywhere}
.hkl-list>li:last-child{border-bottom:0}
.hkl-day{display:inline-block;min-width:6.6rem;font-size:.82rem;opacity:.8;font-variant-numeric:tabular-nums}
.hkl-badge{display:inline-block;border:1px solid currentColor;border-radius:.25rem;padding:0 .4rem;font-size:.74rem;
  line-height:1.5;margin-right:.4rem;white-space:nowrap}
.hkl-quote{display:block;margin:.2rem 0 0;padding-left:.7rem;border-left:2px solid rgba(128,128,128,.5);
  font-size:.92rem}
.hkl-from{font-size:.8rem;opacity:.82}
.hkl-text{max-width:46rem;line-height:1.65;white-space:pre-wrap;overflow-wrap:anywhere}
.hkl-text mark{background:rgba(47,127,193,.20);color:inherit;padding:.05em .1em;border-bottom:2px solid #2f7fc1}
.hkl-text mark.hkl-event{background:rgba(10,143,108,.20);border-bottom:2px dashed #0a8f6c}
.hkl-text mark.hkl-count{background:rgba(162,113,0,.22);border-bottom:2px dotted #a27100}
.hkl-text mark.hkl-cost{background:rgba(198,90,0,.20);border-bottom:3px double #c65a00}
.hkl-text sup{font-size:.68em;opacity:.85;margin-left:.15em;font-style:italic}
.hkl-scroll{overflow-x:auto}
"""
