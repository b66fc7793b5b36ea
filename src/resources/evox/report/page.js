// Draws each figure's chart from the JSON beside its canvas, in the colours of the page.
(() => {
  const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const points = (xs, ys) => xs.map((x, i) => ({x, y: ys[i]}));

  const datasets = series => series.flatMap((s, i) => {
    // A band has the colour of the line before it.
    const drawn = series.slice(0, i + 1).filter(t => t.shape !== 'BAND').length;
    const ink = colour(`--series-${(Math.max(drawn, 1) - 1) % 4 + 1}`);
    const style = {label: s.name, order: i, borderColor: ink, backgroundColor: ink, borderWidth: 2, pointRadius: 0};
    switch (s.shape) {
      case 'LINE':
        return [{...style, data: points(s.x, s.y), pointStyle: 'line'}];
      case 'POINTS':
        return [{...style, data: points(s.x, s.y), showLine: false, pointRadius: s.x.length > 50 ? 1.5 : 4}];
      case 'BAND':
        const edge = {...style, borderWidth: 0, pointHitRadius: 0, pointStyle: 'rect'};
        return [
          {...edge, data: points(s.x, s.y), label: ''},
          {...edge, data: points(s.x, s.upper), fill: '-1', backgroundColor: ink + '33'},
        ];
    }
  });

  const axis = (type, title, limits) => ({
    type,
    title: {display: true, text: title, color: colour('--quiet')},
    grid: {color: colour('--rule')},
    border: {display: false},
    ticks: {color: colour('--quiet'), maxRotation: 0, autoSkipPadding: 24, ...limits},
  });

  const logarithmic = {
    callback: value => {
      const power = Math.round(Math.log10(value));
      if (Math.abs(value / 10 ** power - 1) > 1e-9) return '';
      return Math.abs(power) < 4 ? String(10 ** power) : '1e' + power;
    },
  };

  const draw = figure => {
    const chart = JSON.parse(figure.querySelector('script').textContent);
    const x = {...axis('linear', chart.x), bounds: 'data'};
    const y = chart.logarithmic ? axis('logarithmic', chart.y, logarithmic) : axis('linear', chart.y);
    return new Chart(figure.querySelector('canvas'), {
      type: 'line',
      data: {datasets: datasets(chart.series)},
      options: {
        animation: false,
        locale: 'en',
        maintainAspectRatio: false,
        spanGaps: false,
        clip: 8,
        interaction: {mode: 'nearest', intersect: false},
        scales: {x, y},
        plugins: {
          legend: {
            position: 'bottom',
            labels: {color: colour('--text'), usePointStyle: true, boxHeight: 7, padding: 20, filter: item => item.text !== ''},
          },
          tooltip: {filter: item => item.dataset.label !== ''},
        },
      },
    });
  };

  let drawn = [];
  const drawAll = () => {
    drawn.forEach(chart => chart.destroy());
    drawn = [...document.querySelectorAll('figure')].map(draw);
    document.body.dataset.charts = drawn.length;
  };
  drawAll();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawAll);
})();
