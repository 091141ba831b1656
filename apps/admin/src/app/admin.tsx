import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { roles, theme } from '@stoa/web-ui';
import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import { RouterProvider, type AnyRouter } from '@tanstack/react-router';
import { SessionProvider } from './session.js';

/** The whole admin: look, server state, session, pages. A test needs no colours: working them out for every question costs it seconds. */
export function Admin({ router, queryClient, isTest = false }: { router: AnyRouter; queryClient: QueryClient; isTest?: boolean }) {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={roles} defaultColorScheme="auto" env={isTest ? 'test' : 'default'} withCssVariables={!isTest} withGlobalClasses={!isTest}>
      <Notifications position="bottom-right" />
      <QueryClientProvider client={queryClient}>
        <SessionProvider><RouterProvider router={router} /></SessionProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}
