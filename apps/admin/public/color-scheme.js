// Before the first paint, so that a dark page never flashes white. A file of its own: inline scripts are forbidden here.
try {
  const stored = localStorage.getItem('mantine-color-scheme-value');
  const wanted = stored === 'light' || stored === 'dark' ? stored : matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  document.documentElement.setAttribute('data-mantine-color-scheme', wanted);
} catch (error) {
  console.warn('The stored colour scheme cannot be read.', error);
}
