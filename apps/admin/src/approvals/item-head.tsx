import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';

type Props = { position: string | null; title: string; picture: React.ReactNode; badges: React.ReactNode; lead: React.ReactNode; onNext: () => void; onBack: () => void };

export function ItemHead({ position, title, picture, badges, lead, onNext, onBack }: Props) {
  return (
    <header className="stack g8">
      <div className="between"><nav className="crumb" aria-label="Breadcrumb" style={{ margin: 0 }}><Link to="/market/approvals"><IconChevronLeft className="i only-phone" aria-hidden />Approvals</Link>{position && <><IconChevronRight className="i" aria-hidden /><span>{position}</span></>}</nav><span className="row"><button className="btn icon sm" type="button" aria-label="One before" onClick={onBack}><IconChevronLeft className="i s" aria-hidden /></button><button className="btn icon sm" type="button" aria-label="Next one" onClick={onNext}><IconChevronRight className="i s" aria-hidden /></button></span></div>
      <div className="row gap12">{picture}<div className="row wrap"><h2 className="item-title">{title}</h2>{badges}</div></div>
      <p className="dim">{lead}</p>
    </header>
  );
}
