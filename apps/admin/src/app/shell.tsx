import { Menu, useMantineColorScheme } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { Spotlight, spotlight } from '@mantine/spotlight';
import { IconCheck, IconDots, IconLogout, IconMoon, IconSearch, IconSelector, IconSun } from '@tabler/icons-react';
import { Logo, Mark } from '@stoa/web-ui';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useRouterState } from '@tanstack/react-router';
import { signOut, switchTo, type Membership } from './auth.js';
import { homeOf, navOf, type NavEntry } from './nav.js';
import { VisitBar } from '../visit/visit-bar.js';
import { useSession } from './session.js';

/** The frame of every signed-in page: rail on a desk, bar and tabs on a phone. */
export function Shell({ children }: { children: React.ReactNode }) {
  const { membership } = useSession();
  const kind = membership?.kind ?? 'staff';
  const entries = navOf(kind).filter((entry) => entry.permission === null || (membership?.permissions.includes(entry.permission) ?? false));
  return (
    <div className={`shell shell-${kind === 'operator' ? 'operator' : kind === 'vendor' ? 'vendor' : 'market'}`}>
      <a className="skip" href="#main">Skip to content</a>
      {membership?.visit && <VisitBar place={membership} />}
      <header className="phonebar"><PlaceSwitcher /><button className="btn q icon" type="button" aria-label="Search" onClick={spotlight.open}><IconSearch className="i" aria-hidden /></button></header>
      <header className="side">
        <PlaceSwitcher />
        <button className="find" type="button" onClick={spotlight.open}><IconSearch className="i s" aria-hidden />Search or jump to<span className="kbd">Ctrl K</span></button>
        <nav className="nav" aria-label="Main">{entries.map((entry) => <NavLink key={entry.to} entry={entry} />)}</nav>
        <div className="side-foot"><Me /></div>
      </header>
      <div className="main">{children}</div>
      <TabBar entries={entries} />
      <Palette entries={entries} />
    </div>
  );
}

function NavLink({ entry, children }: { entry: NavEntry; children?: React.ReactNode }) {
  const path = useRouterState({ select: (state) => state.location.pathname });
  const isHere = path === entry.to || path.startsWith(`${entry.to}/`);
  const Icon = entry.icon;
  return <Link to={entry.to} aria-current={isHere ? 'page' : undefined}><Icon className="i" aria-hidden />{entry.label}{entry.count && <Count entry={entry} />}{children}</Link>;
}

/** A number beside an entry, only for work to do. */
function Count({ entry }: { entry: NavEntry }) {
  const counted = useQuery({ queryKey: ['count', entry.to], queryFn: entry.count, refetchInterval: 30_000, enabled: entry.count !== undefined });
  return counted.data ? <span className="count">{counted.data}<span className="vh"> to do</span></span> : null;
}

const placeName = (m: Membership): string => m.vendor?.name ?? m.tenant?.name ?? 'Stoa';
const placeRole = (m: Membership): string => (m.kind === 'operator' ? 'Operator' : m.visit ? 'You look at it' : m.kind === 'vendor' ? `Vendor on ${m.tenant?.name ?? ''}` : 'Marketplace');
const PlaceMark = ({ of }: { of: Membership }) => (of.kind === 'operator' ? <Logo /> : <Mark name={placeName(of)} />);

function PlaceSwitcher() {
  const { membership, memberships } = useSession();
  const navigate = useNavigate();
  if (!membership) return null;
  async function go(to: Membership): Promise<void> {
    const session = await switchTo(to.id);
    await navigate({ to: homeOf(session.membership?.kind ?? 'staff') });
  }
  return (
    <Menu position="bottom-start" width={240}>
      <Menu.Target>
        <button className="ctx" type="button"><PlaceMark of={membership} /><span className="grow"><b className="clip">{placeName(membership)}</b><small className="clip">{placeRole(membership)}</small><span className="vh">, switch</span></span><IconSelector className="i s" aria-hidden /></button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Your places</Menu.Label>
        {memberships.map((m) => <Menu.Item key={m.id} leftSection={<PlaceMark of={m} />} rightSection={m.id === membership.id ? <IconCheck size={16} aria-label="current" /> : null} onClick={() => void go(m)}>{placeName(m)}<br /><span className="tiny faint">{placeRole(m)}</span></Menu.Item>)}
      </Menu.Dropdown>
    </Menu>
  );
}

function Me() {
  const { user, membership } = useSession();
  const navigate = useNavigate();
  return (
    <div className="me">
      <span className="face" aria-hidden="true">{user.name.split(' ').map((w) => w[0]).join('').slice(0, 2)}</span>
      <span className="grow"><span className="med clip">{user.name}</span><br /><span className="tiny">{membership?.role}</span></span>
      <ThemeButton />
      <button className="btn q icon xs" type="button" aria-label="Sign out" onClick={() => void signOut().then(() => navigate({ to: '/sign-in' }))}><IconLogout className="i s" aria-hidden /></button>
    </div>
  );
}

function ThemeButton() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const isDark = colorScheme === 'dark' || (colorScheme === 'auto' && document.documentElement.getAttribute('data-mantine-color-scheme') === 'dark');
  return <button className="btn q icon xs" type="button" aria-label={isDark ? 'Switch to light' : 'Switch to dark'} onClick={() => setColorScheme(isDark ? 'light' : 'dark')}>{isDark ? <IconSun className="i s" aria-hidden /> : <IconMoon className="i s" aria-hidden />}</button>;
}

/** The phone's four entries; the rest behind More. */
function TabBar({ entries }: { entries: NavEntry[] }) {
  const navigate = useNavigate();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <nav className="tabbar" aria-label="Main, phone">
      {entries.slice(0, 4).map((entry) => <NavLink key={entry.to} entry={entry} />)}
      <Menu position="top-end">
        <Menu.Target><a href="#more" role="button" onClick={(e) => e.preventDefault()}><IconDots className="i" aria-hidden />More</a></Menu.Target>
        <Menu.Dropdown>
          {entries.slice(4).map((entry) => <Menu.Item key={entry.to} leftSection={<entry.icon size={18} aria-hidden />} onClick={() => void navigate({ to: entry.to })}>{entry.label}</Menu.Item>)}
          <Menu.Divider />
          <Menu.Item leftSection={<IconMoon size={18} aria-hidden />} onClick={() => setColorScheme(colorScheme === 'dark' ? 'light' : 'dark')}>Light or dark</Menu.Item>
          <Menu.Item leftSection={<IconLogout size={18} aria-hidden />} onClick={() => void signOut().then(() => navigate({ to: '/sign-in' }))}>Sign out</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </nav>
  );
}

/** Ctrl K: pages to jump to. `g` and a letter does the same without looking. */
function Palette({ entries }: { entries: NavEntry[] }) {
  const navigate = useNavigate();
  useHotkeys([['mod+K', () => spotlight.open()], ['/', (e) => { const search = document.querySelector<HTMLInputElement>('main input[type="search"]'); if (search) { e.preventDefault(); search.focus(); } else spotlight.open(); }]]);
  return (
    <Spotlight shortcut={null} attributes={{ content: { 'aria-label': 'Search or jump to' } }} nothingFound="Nothing by that name" highlightQuery
      searchProps={{ placeholder: 'Search or jump to', 'aria-label': 'Search or jump to', leftSection: <IconSearch size={18} aria-hidden /> }}
      actions={entries.map((entry) => ({ id: entry.to, label: entry.label, description: entry.about, leftSection: <entry.icon size={20} aria-hidden />, onClick: () => void navigate({ to: entry.to }) }))} />
  );
}
