CREATE TABLE articles (
	id INTEGER NOT NULL,
	magazine TEXT NOT NULL,
	canonical_url TEXT NOT NULL,
	first_seen DATETIME NOT NULL,
	last_seen DATETIME NOT NULL,
	gone_at DATETIME,
	gone_status INTEGER,
	counted_language TEXT,
	ordinal INTEGER,
	PRIMARY KEY (id)
);

CREATE UNIQUE INDEX articles_identity ON articles (magazine, canonical_url);

CREATE TABLE edition_sets (
	id INTEGER NOT NULL,
	merged_into INTEGER,
	PRIMARY KEY (id),
	FOREIGN KEY(merged_into) REFERENCES edition_sets (id)
);

CREATE INDEX edition_sets_merged ON edition_sets (merged_into);

CREATE TABLE addresses (
	id INTEGER NOT NULL,
	magazine TEXT NOT NULL,
	"key" INTEGER NOT NULL,
	url TEXT NOT NULL,
	found_at DATETIME NOT NULL,
	steps INTEGER,
	lastmod DATETIME,
	hints JSON,
	due_at DATETIME,
	why VARCHAR(16) NOT NULL,
	visited_at DATETIME,
	born_at DATETIME,
	status INTEGER,
	outcome VARCHAR(16),
	reason TEXT,
	setbacks INTEGER NOT NULL,
	etag TEXT,
	last_modified TEXT,
	PRIMARY KEY (id)
);

CREATE INDEX addresses_due ON addresses (magazine, due_at, id) WHERE visited_at IS NOT NULL AND due_at IS NOT NULL;

CREATE INDEX addresses_new ON addresses (magazine, found_at DESC, id) WHERE visited_at IS NULL;

CREATE UNIQUE INDEX addresses_key ON addresses (magazine, "key");

CREATE TABLE sources (
	magazine TEXT NOT NULL,
	url TEXT NOT NULL,
	parent TEXT,
	page INTEGER NOT NULL,
	lastmod DATETIME,
	is_due BOOLEAN NOT NULL,
	asked_at DATETIME,
	read_at DATETIME,
	changed_at DATETIME,
	status INTEGER,
	failure TEXT,
	etag TEXT,
	last_modified TEXT,
	digest TEXT,
	reading VARCHAR(16),
	PRIMARY KEY (magazine, url)
);

CREATE INDEX sources_parent ON sources (magazine, parent);

CREATE TABLE revisits (
	magazine TEXT NOT NULL,
	occasion VARCHAR(16) NOT NULL,
	looks INTEGER NOT NULL,
	edits INTEGER NOT NULL,
	PRIMARY KEY (magazine, occasion)
);

CREATE TABLE runs (
	id VARCHAR(64) NOT NULL,
	magazine TEXT NOT NULL,
	extractor_version TEXT NOT NULL,
	versions JSON NOT NULL,
	arguments JSON NOT NULL,
	started_at DATETIME NOT NULL,
	finished_at DATETIME,
	finish_reason TEXT,
	failure TEXT,
	exit_status INTEGER,
	requests INTEGER,
	bytes_received INTEGER,
	counts JSON NOT NULL,
	PRIMARY KEY (id)
);

CREATE INDEX runs_magazine ON runs (magazine, started_at);

CREATE INDEX runs_started_at ON runs (started_at);

CREATE TABLE sketch_hashes (
	algorithm SMALLINT NOT NULL,
	hash INTEGER NOT NULL,
	version_id INTEGER NOT NULL,
	PRIMARY KEY (algorithm, hash, version_id)
)
 WITHOUT ROWID;

CREATE TABLE sketch_runs (
	id INTEGER NOT NULL,
	algorithm SMALLINT NOT NULL,
	hashes BLOB NOT NULL,
	versions BLOB NOT NULL,
	PRIMARY KEY (id)
);

CREATE TABLE teasers (
	id INTEGER NOT NULL,
	magazine TEXT NOT NULL,
	digest VARCHAR(32) NOT NULL,
	label TEXT,
	text TEXT NOT NULL,
	url TEXT,
	target_url TEXT,
	target_key INTEGER,
	fingerprint INTEGER NOT NULL,
	first_seen DATETIME NOT NULL,
	last_seen DATETIME NOT NULL,
	PRIMARY KEY (id)
);

CREATE INDEX teasers_last_seen ON teasers (magazine, last_seen);

CREATE UNIQUE INDEX teasers_identity ON teasers (magazine, digest);

CREATE TABLE language_counts (
	magazine TEXT NOT NULL,
	language TEXT NOT NULL,
	articles INTEGER NOT NULL,
	PRIMARY KEY (magazine, language)
);

CREATE TABLE printed_blocks (
	magazine TEXT NOT NULL,
	fingerprint INTEGER NOT NULL,
	articles INTEGER NOT NULL,
	headlines INTEGER NOT NULL,
	early TEXT NOT NULL,
	language TEXT,
	first_ordinal INTEGER,
	last_ordinal INTEGER,
	first_seen DATETIME NOT NULL,
	last_seen DATETIME NOT NULL,
	first_places TEXT NOT NULL,
	sample TEXT,
	PRIMARY KEY (magazine, fingerprint)
)
 WITHOUT ROWID;

CREATE INDEX printed_blocks_recurring ON printed_blocks (magazine, articles) WHERE articles > 1;

CREATE TABLE layouts (
	magazine TEXT NOT NULL,
	number INTEGER NOT NULL,
	articles INTEGER NOT NULL,
	first_seen DATETIME NOT NULL,
	last_seen DATETIME NOT NULL,
	PRIMARY KEY (magazine, number)
);

CREATE TABLE urls (
	url TEXT NOT NULL,
	magazine TEXT NOT NULL,
	article_id INTEGER NOT NULL,
	first_seen DATETIME NOT NULL,
	kind VARCHAR(16) NOT NULL,
	"key" INTEGER NOT NULL,
	is_contested BOOLEAN NOT NULL,
	PRIMARY KEY (url, magazine),
	FOREIGN KEY(article_id) REFERENCES articles (id)
);

CREATE INDEX urls_article ON urls (article_id);

CREATE INDEX urls_key ON urls ("key");

CREATE TABLE captures (
	id INTEGER NOT NULL,
	run_id VARCHAR(64),
	magazine TEXT NOT NULL,
	article_id INTEGER,
	url TEXT NOT NULL,
	fetched_at DATETIME NOT NULL,
	status INTEGER,
	digest TEXT,
	file TEXT,
	record_offset INTEGER,
	record_length INTEGER,
	original_file TEXT,
	original_offset INTEGER,
	original_length INTEGER,
	robots VARCHAR(16),
	tdm_reservation BOOLEAN,
	tdm_policy TEXT,
	directives TEXT,
	outcome VARCHAR(16) NOT NULL,
	reason TEXT,
	PRIMARY KEY (id),
	FOREIGN KEY(run_id) REFERENCES runs (id),
	FOREIGN KEY(article_id) REFERENCES articles (id)
);

CREATE INDEX captures_article ON captures (article_id);

CREATE INDEX captures_outcome ON captures (outcome, reason);

CREATE INDEX captures_payload ON captures (digest) WHERE file IS NOT NULL AND original_file IS NULL;

CREATE INDEX captures_run ON captures (run_id);

CREATE UNIQUE INDEX captures_record ON captures (file, record_offset) WHERE file IS NOT NULL;

CREATE TABLE declared_editions (
	url TEXT NOT NULL,
	article_id INTEGER NOT NULL,
	language TEXT NOT NULL,
	PRIMARY KEY (url, article_id),
	FOREIGN KEY(article_id) REFERENCES articles (id)
);

CREATE INDEX declared_editions_article ON declared_editions (article_id);

CREATE TABLE edition_pairs (
	article_id INTEGER NOT NULL,
	other_id INTEGER NOT NULL,
	is_certain BOOLEAN NOT NULL,
	declared_by VARCHAR(8) NOT NULL,
	score DOUBLE,
	reasons JSON NOT NULL,
	found_at DATETIME NOT NULL,
	PRIMARY KEY (article_id, other_id),
	FOREIGN KEY(article_id) REFERENCES articles (id),
	FOREIGN KEY(other_id) REFERENCES articles (id)
);

CREATE INDEX edition_pairs_other ON edition_pairs (other_id);

CREATE TABLE edition_members (
	article_id INTEGER NOT NULL,
	edition_set_id INTEGER NOT NULL,
	PRIMARY KEY (article_id),
	FOREIGN KEY(article_id) REFERENCES articles (id),
	FOREIGN KEY(edition_set_id) REFERENCES edition_sets (id)
);

CREATE INDEX edition_members_set ON edition_members (edition_set_id);

CREATE TABLE run_figures (
	run_id VARCHAR(64) NOT NULL,
	measure VARCHAR(32) NOT NULL,
	language VARCHAR(8) NOT NULL,
	magazine TEXT NOT NULL,
	measured_at DATETIME NOT NULL,
	amount DOUBLE NOT NULL,
	pages INTEGER NOT NULL,
	now DOUBLE,
	usual DOUBLE,
	verdict VARCHAR(16) NOT NULL,
	detail TEXT,
	example TEXT,
	PRIMARY KEY (run_id, measure, language),
	FOREIGN KEY(run_id) REFERENCES runs (id)
);

CREATE INDEX run_figures_history ON run_figures (magazine, measured_at);

CREATE TABLE day_volumes (
	magazine TEXT NOT NULL,
	day DATE NOT NULL,
	language VARCHAR(8) NOT NULL,
	run_id VARCHAR(64) NOT NULL,
	articles INTEGER NOT NULL,
	PRIMARY KEY (magazine, day, language, run_id),
	FOREIGN KEY(run_id) REFERENCES runs (id)
);

CREATE INDEX day_volumes_run ON day_volumes (run_id);

CREATE TABLE alerts (
	id INTEGER NOT NULL,
	magazine TEXT NOT NULL,
	measure VARCHAR(32) NOT NULL,
	language VARCHAR(8) NOT NULL,
	is_declared BOOLEAN NOT NULL,
	run_id VARCHAR(64) NOT NULL,
	opened_at DATETIME NOT NULL,
	closed_at DATETIME,
	closed_as VARCHAR(16),
	message TEXT NOT NULL,
	example TEXT,
	PRIMARY KEY (id),
	FOREIGN KEY(run_id) REFERENCES runs (id)
);

CREATE INDEX alerts_opened ON alerts (magazine, opened_at);

CREATE UNIQUE INDEX alerts_open ON alerts (magazine, measure, language, is_declared) WHERE closed_at IS NULL;

CREATE TABLE stories (
	id INTEGER NOT NULL,
	origin_id INTEGER,
	merged_into INTEGER,
	PRIMARY KEY (id),
	FOREIGN KEY(origin_id) REFERENCES articles (id),
	FOREIGN KEY(merged_into) REFERENCES stories (id)
);

CREATE INDEX stories_merged ON stories (merged_into);

CREATE TABLE layout_places (
	magazine TEXT NOT NULL,
	place INTEGER NOT NULL,
	layout INTEGER NOT NULL,
	articles INTEGER NOT NULL,
	blocks INTEGER NOT NULL,
	recurring INTEGER NOT NULL,
	early TEXT NOT NULL,
	first_seen DATETIME NOT NULL,
	last_seen DATETIME NOT NULL,
	sample TEXT NOT NULL,
	PRIMARY KEY (magazine, place, layout),
	FOREIGN KEY(magazine, layout) REFERENCES layouts (magazine, number)
)
 WITHOUT ROWID;

CREATE TABLE versions (
	id INTEGER NOT NULL,
	article_id INTEGER NOT NULL,
	number INTEGER NOT NULL,
	valid_from DATETIME NOT NULL,
	valid_to DATETIME,
	last_seen DATETIME NOT NULL,
	url TEXT NOT NULL,
	fetched_at DATETIME NOT NULL,
	capture_id INTEGER,
	extraction INTEGER NOT NULL,
	extractor_version TEXT NOT NULL,
	content_hash VARCHAR(64) NOT NULL,
	language TEXT,
	published_on DATE,
	date_published TEXT,
	date_published_raw TEXT,
	date_modified TEXT,
	section TEXT,
	is_accessible_for_free BOOLEAN NOT NULL,
	word_count INTEGER NOT NULL,
	image_url TEXT,
	headline TEXT NOT NULL,
	headline_fingerprint INTEGER NOT NULL,
	alternative_headline TEXT,
	provenance JSON NOT NULL,
	printed BLOB,
	lead TEXT,
	body_text TEXT NOT NULL,
	body_html TEXT NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(article_id) REFERENCES articles (id),
	FOREIGN KEY(capture_id) REFERENCES captures (id)
);

CREATE INDEX versions_current_hash ON versions (content_hash) WHERE valid_to IS NULL;

CREATE INDEX versions_current_published ON versions (published_on DESC, article_id DESC) WHERE valid_to IS NULL;

CREATE INDEX versions_headline ON versions (headline_fingerprint);

CREATE UNIQUE INDEX versions_current ON versions (article_id) WHERE valid_to IS NULL;

CREATE UNIQUE INDEX versions_number ON versions (article_id, number);

CREATE TABLE story_members (
	article_id INTEGER NOT NULL,
	story_id INTEGER NOT NULL,
	PRIMARY KEY (article_id),
	FOREIGN KEY(article_id) REFERENCES articles (id),
	FOREIGN KEY(story_id) REFERENCES stories (id)
);

CREATE INDEX story_members_story ON story_members (story_id);

CREATE TABLE authors (
	version_id INTEGER NOT NULL,
	position INTEGER NOT NULL,
	name TEXT NOT NULL,
	PRIMARY KEY (version_id, position),
	FOREIGN KEY(version_id) REFERENCES versions (id)
);

CREATE TABLE keywords (
	version_id INTEGER NOT NULL,
	position INTEGER NOT NULL,
	keyword TEXT NOT NULL,
	PRIMARY KEY (version_id, position),
	FOREIGN KEY(version_id) REFERENCES versions (id)
);

CREATE TABLE alternates (
	version_id INTEGER NOT NULL,
	position INTEGER NOT NULL,
	language TEXT NOT NULL,
	url TEXT NOT NULL,
	PRIMARY KEY (version_id, position),
	FOREIGN KEY(version_id) REFERENCES versions (id)
);

CREATE TABLE extractions (
	version_id INTEGER NOT NULL,
	number INTEGER NOT NULL,
	is_promoted BOOLEAN NOT NULL,
	extractor_version TEXT NOT NULL,
	extracted_at DATETIME NOT NULL,
	why VARCHAR(32) NOT NULL,
	url TEXT NOT NULL,
	fetched_at DATETIME NOT NULL,
	capture_id INTEGER,
	content_hash VARCHAR(64) NOT NULL,
	record JSON NOT NULL,
	printed BLOB,
	PRIMARY KEY (version_id, number),
	FOREIGN KEY(version_id) REFERENCES versions (id),
	FOREIGN KEY(capture_id) REFERENCES captures (id)
);

CREATE TABLE pending_lookups (
	version_id INTEGER NOT NULL,
	algorithm SMALLINT NOT NULL,
	sketch BLOB NOT NULL,
	PRIMARY KEY (version_id),
	FOREIGN KEY(version_id) REFERENCES versions (id)
);

CREATE TABLE relations (
	article_id INTEGER NOT NULL,
	other_id INTEGER NOT NULL,
	kind VARCHAR(16) NOT NULL,
	version_id INTEGER NOT NULL,
	other_version_id INTEGER NOT NULL,
	algorithm SMALLINT,
	shared_hashes INTEGER,
	resemblance DOUBLE,
	containment DOUBLE,
	kept DOUBLE,
	found_at DATETIME NOT NULL,
	PRIMARY KEY (article_id, other_id, kind),
	FOREIGN KEY(article_id) REFERENCES articles (id),
	FOREIGN KEY(other_id) REFERENCES articles (id),
	FOREIGN KEY(version_id) REFERENCES versions (id),
	FOREIGN KEY(other_version_id) REFERENCES versions (id)
);

CREATE INDEX relations_other ON relations (other_id);

CREATE TABLE teaser_sightings (
	version_id INTEGER NOT NULL,
	teaser_id INTEGER NOT NULL,
	zone VARCHAR(16) NOT NULL,
	ordinal INTEGER NOT NULL,
	position INTEGER NOT NULL,
	first_seen DATETIME NOT NULL,
	last_seen DATETIME NOT NULL,
	PRIMARY KEY (version_id, teaser_id, zone),
	FOREIGN KEY(version_id) REFERENCES versions (id),
	FOREIGN KEY(teaser_id) REFERENCES teasers (id)
);

CREATE INDEX teaser_sightings_teaser ON teaser_sightings (teaser_id);

CREATE VIRTUAL TABLE article_search USING fts5(headline, lead, body, parts, facts, tokenize = "ascii tokenchars '_'");

CREATE TABLE article_search_days (article_id INTEGER PRIMARY KEY, published_on DATE);

CREATE TABLE search_languages (tag VARCHAR(2) PRIMARY KEY);

CREATE TABLE search_signature (signature VARCHAR NOT NULL);

CREATE VIEW articles_flat AS  -- One row an article, as it stands now: identity joined with the current version.
SELECT
  a.id AS id,  -- Number of the article, as tradearchive show takes it
  a.magazine AS magazine,  -- Slug of the magazine
  a.canonical_url AS canonical_url,  -- The address the article is known by
  v.headline AS headline,  -- Title as printed, without the site name
  v.alternative_headline AS alternative_headline,  -- Another title of the publisher
  v.lead AS lead,  -- Standfirst; not repeated in body_text
  v.body_text AS body_text,  -- Paragraphs, separated by line feeds
  (SELECT group_concat(name, '; ') FROM (SELECT name FROM authors WHERE version_id = v.id ORDER BY position)) AS authors,  -- Names, joined with '; '
  v.date_published AS date_published,  -- ISO 8601, as exact as the page
  v.published_on AS published_on,  -- The day of date_published, for ranges
  v.date_modified AS date_modified,  -- ISO 8601, as the page says
  v.section AS section,  -- The magazine's own section
  (SELECT group_concat(keyword, '; ') FROM (SELECT keyword FROM keywords WHERE version_id = v.id ORDER BY position)) AS keywords,  -- Tags, joined with '; '
  v.language AS language,  -- ISO 639-1 code of the text itself
  v.word_count AS word_count,  -- Words of lead and body
  v.is_accessible_for_free AS is_accessible_for_free,  -- False behind a paywall
  v.image_url AS image_url,  -- The lead image
  (SELECT count(*) FROM teaser_sightings WHERE version_id = v.id AND last_seen = v.last_seen) AS teasers,  -- Teasers of its latest fetch
  (SELECT count(*) FROM versions WHERE article_id = a.id) AS versions,  -- Number of rows in versions
  v.valid_from AS valid_from,  -- Since when it says what it says now (UTC)
  a.first_seen AS first_seen,  -- When it was first fetched (UTC)
  a.last_seen AS last_seen,  -- When it was last found unharmed (UTC)
  a.gone_at AS gone_at,  -- Since when the site answers 404 or 410; else empty (UTC)
  c.robots AS robots,  -- robots.txt when it was fetched: allowed, absent, ...
  c.directives AS directives,  -- noarchive, noai, ... as reserved then; by blanks
  c.tdm_reservation AS tdm_reservation,  -- Whether data mining was reserved then
  c.tdm_policy AS tdm_policy,  -- Licence for data mining that was named then
  v.id AS version_id,  -- Joins authors, keywords, alternates, sightings
  v.content_hash AS content_hash,  -- sha256 over the words of headline, lead, body
  v.extractor_version AS extractor_version  -- Which extractor read the page
FROM articles AS a
JOIN versions AS v ON v.article_id = a.id AND v.valid_to IS NULL
LEFT JOIN captures AS c ON c.id = v.capture_id;

CREATE VIEW teasers_flat AS  -- One row for each thing a magazine promoted; the target is looked up with every query.
SELECT
  t.id AS id,  -- Number of the teaser; joins teaser_sightings
  t.magazine AS magazine,  -- Slug of the magazine that promoted
  t.label AS label,  -- What stands before the colon (Dossier), or the box's heading
  t.text AS text,  -- The promoted headline, without its label
  t.url AS url,  -- Where the teaser leads, as printed
  (SELECT group_concat(zone, '; ') FROM (SELECT DISTINCT s.zone FROM teaser_sightings AS s WHERE s.teaser_id = t.id ORDER BY s.zone) AS z) AS zones,  -- header, body, after: where it stood, joined with '; '
  (SELECT count(DISTINCT v.article_id) FROM versions AS v WHERE v.id IN
    (SELECT s.version_id FROM teaser_sightings AS s WHERE s.teaser_id = t.id)) AS articles,  -- On how many articles' pages it stood
  t.first_seen AS first_seen,  -- When it was first fetched (UTC)
  t.last_seen AS last_seen,  -- When it was last fetched (UTC)
  CAST(julianday(date(t.last_seen)) - julianday(date(t.first_seen)) AS INTEGER) AS days,  -- Days from the first to the last, 0 if on one day
  t.target_article_id AS target_article_id,  -- The promoted article, if it is known
  h.headline AS target_headline,  -- That article's own headline, as it stands now
  CASE WHEN h.id IS NOT NULL THEN NOT EXISTS (SELECT 1 FROM versions AS v
    WHERE v.article_id = t.target_article_id AND v.headline_fingerprint = t.fingerprint) END AS has_other_headline  -- True where that article never had these words
FROM (SELECT p.*, COALESCE(
    (SELECT u.article_id FROM urls AS u WHERE u.url = p.target_url AND u.magazine = p.magazine),
    (SELECT min(u.article_id) FROM urls AS u WHERE u.key = p.target_key AND u.kind IN ('canonical', 'twin') AND u.magazine = p.magazine
     HAVING min(u.article_id) = max(u.article_id)),
    (SELECT min(u.article_id) FROM urls AS u WHERE u.url = p.target_url),
    (SELECT min(u.article_id) FROM urls AS u WHERE u.key = p.target_key AND u.kind IN ('canonical', 'twin') HAVING min(u.article_id) = max(u.article_id)),
    (SELECT min(v.article_id) FROM versions AS v JOIN articles AS a ON a.id = v.article_id
     WHERE v.headline_fingerprint = p.fingerprint AND a.magazine = p.magazine)) AS target_article_id FROM teasers AS p) AS t
LEFT JOIN versions AS h ON h.article_id = t.target_article_id AND h.valid_to IS NULL;

CREATE VIEW stories_flat AS  -- One row for each article of a story that several articles tell.
SELECT
  m.story_id AS story_id,  -- Number of the story
  a.id AS article_id,  -- Number of the article, as tradearchive show takes it
  a.magazine AS magazine,  -- Slug of the article's magazine
  v.headline AS headline,  -- The article's headline, as it stands now
  a.canonical_url AS canonical_url,  -- The address the article is known by
  v.language AS language,  -- ISO 639-1 code of the text itself
  v.published_on AS published_on,  -- The day it was published
  a.first_seen AS first_seen,  -- When it was first fetched (UTC)
  s.origin_id = a.id AS is_origin,  -- Whether the story appeared here first
  s.origin_id AS origin_id,  -- The article in which it appeared first
  f.magazine AS origin_magazine,  -- That article's magazine
  (SELECT count(*) FROM story_members AS o WHERE o.story_id = s.id) AS articles,  -- How many tell it
  (SELECT count(DISTINCT b.magazine) FROM articles AS b WHERE b.id IN
    (SELECT o.article_id FROM story_members AS o WHERE o.story_id = m.story_id)) AS magazines,  -- In how many magazines
  ((SELECT count(*) FROM relations AS r WHERE r.article_id = a.id)
    + (SELECT count(*) FROM relations AS r WHERE r.other_id = a.id)) AS relations  -- How many relations tie the article to others
FROM story_members AS m
JOIN stories AS s ON s.id = m.story_id
JOIN articles AS a ON a.id = m.article_id
JOIN versions AS v ON v.article_id = a.id AND v.valid_to IS NULL
JOIN articles AS f ON f.id = s.origin_id;

CREATE VIEW editions_flat AS  -- One row for two articles that are editions of one, certainly or perhaps.
SELECT
  p.article_id AS article_id,  -- Number of the one article
  a.magazine AS magazine,  -- Its magazine
  v.language AS language,  -- ISO 639-1 code of its text
  v.headline AS headline,  -- Its headline, as it stands now
  p.other_id AS other_id,  -- Number of the other article
  b.magazine AS other_magazine,  -- Its magazine
  w.language AS other_language,  -- ISO 639-1 code of its text
  w.headline AS other_headline,  -- Its headline, as it stands now
  p.is_certain AS is_certain,  -- True where a page declares it, else it is a guess
  p.declared_by AS declared_by,  -- first, second, both or neither of the two
  p.score AS score,  -- Of a guess, from 0 to 1
  m.edition_set_id AS edition_set_id,  -- The same for all editions of one article
  p.found_at AS found_at  -- When it was found (UTC)
FROM edition_pairs AS p
JOIN articles AS a ON a.id = p.article_id
JOIN articles AS b ON b.id = p.other_id
JOIN versions AS v ON v.article_id = a.id AND v.valid_to IS NULL
JOIN versions AS w ON w.article_id = b.id AND w.valid_to IS NULL
LEFT JOIN edition_members AS m ON p.is_certain AND m.article_id = p.article_id;

CREATE VIEW runs_flat AS  -- One row a run, its counts as columns; all of them are in runs.counts.
SELECT
  r.id AS id,  -- Names the run; captures.run_id is the same
  r.magazine AS magazine,  -- Slug of the magazine
  CAST(r.arguments AS text) AS arguments,  -- Asked beyond the ordinary; {} for none
  r.started_at AS started_at,  -- When it began (UTC)
  r.finished_at AS finished_at,  -- When it ended (UTC); empty if running or killed
  round((julianday(r.finished_at) - julianday(r.started_at)) * 86400, 1) AS seconds,  -- How long it took
  r.finish_reason AS finish_reason,  -- Why it ended; empty while it runs
  r.failure AS failure,  -- Why it has failed; empty if it has not
  r.exit_status AS exit_status,  -- Of its process; empty if running or killed
  COALESCE(json_extract(r.counts, '$."articles/found"'), 0) AS found,  -- Addresses that were taken for articles
  COALESCE(json_extract(r.counts, '$."articles/new"'), 0) AS new,  -- Articles that were not known
  COALESCE(json_extract(r.counts, '$."articles/changed"'), 0) AS changed,  -- Articles whose words had changed
  COALESCE(json_extract(r.counts, '$."articles/unchanged"'), 0) AS unchanged,  -- Articles found as they were
  COALESCE(json_extract(r.counts, '$."articles/duplicate"'), 0) AS duplicate,  -- Other addresses of known articles
  (SELECT CAST(COALESCE(sum(c.value), 0) AS bigint) FROM json_each(r.counts) AS c WHERE substr(c.key, 1, 8) = 'refused/') AS refused,  -- Pages that were no article, or worse than before
  (SELECT CAST(COALESCE(sum(c.value), 0) AS bigint) FROM json_each(r.counts) AS c WHERE substr(c.key, 1, 7) = 'failed/') AS failed,  -- Pages that did not come, or could not be read
  (SELECT CAST(COALESCE(sum(c.value), 0) AS bigint) FROM json_each(r.counts) AS c WHERE substr(c.key, 1, 17) = 'discovery/failed/') AS sources_failed,  -- Feeds, sitemaps, listings likewise
  r.requests AS requests,  -- Requests sent; empty if running or killed
  r.bytes_received AS bytes,  -- Bytes received; empty if running or killed
  r.extractor_version AS extractor_version,  -- Which extractor read the pages
  json_extract(r.versions, '$."tradecrawler"') AS tradecrawler_version,  -- Which tradecrawler it was
  json_extract(r.versions, '$."scrapy"') AS scrapy_version,  -- Which Scrapy
  json_extract(r.versions, '$."python"') AS python_version  -- Which Python
FROM runs AS r;
