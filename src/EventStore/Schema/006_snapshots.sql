-- A stored fold is a snapshot: it may stand behind its stream, and whoever loads it folds on.
alter table safeguard.inline_views rename to snapshots;
alter index safeguard.inline_views_pkey rename to snapshots_pkey;
-- Folded when read from now on; a stored row would only grow old.
delete from safeguard.snapshots where view = 'family_risk:1';
