import { Card } from '@stoa/web-ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { problemsQuery, type Import } from './import.queries.js';
import { count } from './import-words.js';

const WORTH_A_SUMMARY = 4;
const SHOWN = 8;

/** The same mistake in many rows is one thing to mend: the most frequent first, each leading to its rows. */
export function ProblemList({ made }: { made: Import }) {
  const problems = useQuery(problemsQuery(made.id));
  const repeated = (problems.data ?? []).filter(({ rows }) => rows >= WORTH_A_SUMMARY).slice(0, SHOWN);
  if (repeated.length === 0) return null;
  return (
    <Card title="What is wrong most often" flush line>
      <ul className="problems">
        {repeated.map(({ column, message, rows, first_row: first }) => (
          <li key={`${column} ${message}`}>
            <span className="grow">{column !== null && <span className="mono faint">{column} </span>}{message}</span>
            {column === null ? <span className="small dim nowrap">{count(rows, 'row')}, first {first}</span> : <Link className="small nowrap" to="/vendor/imports/$id" params={{ id: made.id }} search={{ column }}>{count(rows, 'row')}, first {first}</Link>}
          </li>
        ))}
      </ul>
    </Card>
  );
}
