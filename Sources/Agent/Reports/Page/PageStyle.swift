/// The look of a report's page: one column, light and dark by the reader's choice, white on paper.
enum PageStyle {
  /// Wide and narrow drawings take turns at this width, so that words in charts keep their size on a phone.
  static let css = """
    :root{color-scheme:light dark;\(variables(\.light))}
    @media screen and (prefers-color-scheme:dark){:root{\(variables(\.dark))}}
    *{box-sizing:border-box}
    body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,'Segoe UI',Roboto,'Liberation Sans',\
    'DejaVu Sans',sans-serif;font-variant-numeric:tabular-nums;-webkit-text-size-adjust:100%;\
    print-color-adjust:exact;-webkit-print-color-adjust:exact}
    main{max-width:1000px;margin:0 auto;padding:40px 40px 64px}
    header p{margin:0;color:var(--muted);font-size:14px}
    header .mark{color:var(--ink);font-weight:650;letter-spacing:.02em}
    header .mark i{display:inline-block;width:.62em;height:.62em;border-radius:50%;background:var(--sun);margin-right:.5em}
    h1{font-size:38px;line-height:1.15;font-weight:680;letter-spacing:-.015em;margin:10px 0 8px;text-wrap:balance}
    h2{font-size:19px;line-height:1.3;font-weight:650;margin:0 0 14px}
    section{margin-top:44px;padding-top:18px;border-top:1px solid var(--grid)}
    .lead{font-size:18px;max-width:44em;margin:20px 0 0;text-wrap:pretty}
    .note{color:var(--muted);font-size:14px;max-width:52em;margin:12px 0 0}
    .tiles{display:grid;grid-template-columns:repeat(6,1fr);gap:22px 24px;margin:30px 0 0}
    .tiles div{border-top:3px solid var(--tint);padding-top:8px}
    .tiles dt{font-size:13px;color:var(--muted);white-space:nowrap}
    .tiles dd{margin:0;font-size:26px;font-weight:650;letter-spacing:-.01em;line-height:1.25;white-space:nowrap}
    .tiles dd small{font-size:15px;font-weight:500;color:var(--muted);letter-spacing:0}
    figure{margin:0}svg{display:block;width:100%;height:auto;overflow:visible}svg.narrow{display:none}
    .pair{display:grid;grid-template-columns:1fr 1fr;gap:12px 48px;align-items:start}
    table{border-collapse:collapse;width:100%;font-size:14.5px}
    th{font-weight:500;color:var(--muted);text-align:right;font-size:13px}
    th,td{padding:5px 0 5px 14px;text-align:right;border-bottom:1px solid var(--grid);white-space:nowrap}
    th:first-child,td:first-child{padding-left:0;text-align:left}
    td.when{width:7.5em}td.words,th.words{text-align:left}td.text{white-space:normal;text-align:left}
    .facts td:first-child{white-space:normal}
    tfoot td{font-weight:650;border-bottom:0}
    td.quiet,.quiet{color:var(--muted)}
    .swatch{display:inline-block;width:10px;height:10px;border-radius:2px;margin-right:9px;background:var(--tint)}
    .bar{width:38%}.bar i{display:block;height:12px;border-radius:0 2px 2px 0;background:var(--tint);min-width:1px}
    .range{width:22%;min-width:90px}.range i{display:block;position:relative;height:8px;border-radius:4px;background:var(--unknown)}
    .range b{position:absolute;top:0;bottom:0;border-radius:4px;background:var(--battery);min-width:3px}
    .scroll{overflow-x:auto}
    footer{margin-top:52px;padding-top:16px;border-top:1px solid var(--grid);color:var(--muted);font-size:13px}
    footer p{margin:0 0 8px;max-width:60em}
    @media (max-width:680px){main{padding:24px 18px 48px}h1{font-size:29px}.lead{font-size:17px}\
    .tiles{grid-template-columns:1fr 1fr;gap:18px}.tiles dd{font-size:24px}.pair{grid-template-columns:1fr}\
    svg.wide{display:none}svg.narrow{display:block}.wideonly{display:none}section{margin-top:34px}\
    th,td{padding-left:10px}}
    @media print{@page{margin:14mm}.tiles{gap:10pt 12pt}.tiles dt{font-size:8pt}.tiles dd{font-size:15pt}.tiles dd small{font-size:9pt}main{max-width:none;padding:0}body{font-size:11pt}h1{font-size:24pt}.lead{font-size:12pt}\
    section{margin-top:22px;padding-top:12px}figure,tr,.tiles,.pair,h2{break-inside:avoid}h2{break-after:avoid}\
    thead{display:table-header-group}svg.wide{display:block}svg.narrow{display:none}.wideonly{display:table-cell}\
    .pair{grid-template-columns:1fr 1fr}.scroll{overflow:visible}table{font-size:9.5pt}}
    \(ChartTint.style)
    """

  private static func variables(_ colour: (ChartTint) -> String) -> String {
    ChartTint.allCases.map { "--\($0.rawValue):\(colour($0));" }.joined()
  }
}
