import '@fontsource-variable/geist-mono';
import '@fontsource-variable/inter/opsz.css';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import '@stoa/web-ui/stoa.css';
import '@stoa/web-ui/money-page.css';
import './app/admin.css';
import './app/porch.css';
import './market.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Admin } from './app/admin.js';
import { openQueryClient } from './app/query-client.js';
import { openRouter } from './app/router.js';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no root element.');
createRoot(root).render(<StrictMode><Admin router={openRouter()} queryClient={openQueryClient()} /></StrictMode>);
