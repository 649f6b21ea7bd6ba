package dev.hoopoe.scraping.sites;

import dev.hoopoe.reading.json.JsonTree;
import dev.hoopoe.scraping.egress.WebUrl;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Repositories, files, issues, pull requests, releases and users by GitHub's REST API, version
 * 2022-11-28: 60 requests an hour, more with a token that the user sets for {@code api.github.com}.
 */
final class GitHub implements Site {
    private static final String API = "https://api.github.com";
    private static final int MAX_COMMENTS = 50;
    private static final int MAX_ENTRIES = 30;
    private static final Map<String, String> JSON =
            Map.of("Accept", "application/vnd.github+json", "X-GitHub-Api-Version", "2022-11-28");
    private static final Map<String, String> RAW =
            Map.of(
                    "Accept",
                    "application/vnd.github.raw+json",
                    "X-GitHub-Api-Version",
                    "2022-11-28");

    /** First segments that are GitHub's own pages and no user's name. */
    private static final Set<String> OWN_PAGES =
            Set.of(
                    "about",
                    "apps",
                    "collections",
                    "contact",
                    "customer-stories",
                    "enterprise",
                    "events",
                    "explore",
                    "features",
                    "issues",
                    "join",
                    "login",
                    "marketplace",
                    "new",
                    "notifications",
                    "orgs",
                    "pricing",
                    "pulls",
                    "search",
                    "security",
                    "settings",
                    "site",
                    "sponsors",
                    "topics",
                    "trending");

    @Override
    public String name() {
        return "github";
    }

    @Override
    public boolean knows(WebUrl url) {
        Place place = Place.of(url);
        return place.host().equals("github.com")
                && place.depth() > 0
                && !OWN_PAGES.contains(place.at(0))
                && (place.depth() < 3 || kind(place) != Kind.OTHER);
    }

    private enum Kind {
        ISSUE,
        ISSUES,
        FILE,
        FOLDER,
        RELEASE,
        RELEASES,
        OTHER
    }

    private static Kind kind(Place place) {
        boolean numbered = place.depth() == 4 && Place.number(place.at(3));
        return switch (place.at(2)) {
            case "issues", "pull", "pulls" ->
                    numbered ? Kind.ISSUE : place.depth() == 3 ? Kind.ISSUES : Kind.OTHER;
            case "blob" -> place.depth() > 4 ? Kind.FILE : Kind.OTHER;
            case "tree" -> place.depth() > 3 ? Kind.FOLDER : Kind.OTHER;
            case "releases" -> place.depth() == 3 ? Kind.RELEASES : Kind.RELEASE;
            default -> Kind.OTHER;
        };
    }

    @Override
    public Optional<Reading> read(WebUrl url, Asking asking) {
        Place place = Place.of(url);
        String repository = API + "/repos/" + place.at(0) + "/" + place.at(1);
        String markdown =
                place.depth() == 1
                        ? user(place.at(0), asking)
                        : place.depth() == 2
                                ? repository(repository, asking)
                                : part(place, repository, asking);
        String address = "https://github.com/" + String.join("/", place.path());
        return markdown.isEmpty()
                ? Optional.empty()
                : Optional.of(new Reading(name(), address, markdown));
    }

    private static String part(Place place, String repository, Asking asking) {
        return switch (kind(place)) {
            case ISSUE -> issue(place, repository, asking);
            case ISSUES -> issues(place, repository, asking);
            case FILE -> file(place, repository, asking);
            case FOLDER -> folder(place, repository, asking);
            case RELEASES -> releases(repository + "/releases?per_page=10", asking);
            case RELEASE -> releases(repository + "/releases/" + release(place), asking);
            case OTHER -> "";
        };
    }

    private static String release(Place place) {
        return place.at(3).equals("tag") ? "tags/" + place.from(4) : "latest";
    }

    private static String user(String name, Asking asking) {
        JsonTree user = asking.json(API + "/users/" + name, JSON);
        Sheet sheet =
                new Sheet(user.text("name").isEmpty() ? user.text("login") : user.text("name"))
                        .fact("login", user.text("login"))
                        .fact("", user.text("type"))
                        .fact("company", user.text("company"))
                        .fact("location", user.text("location"))
                        .fact("site", user.text("blog"))
                        .fact("repositories", user.text("public_repos"))
                        .fact("followers", user.text("followers"))
                        .fact("since", Sheet.day(user.text("created_at")))
                        .text(user.text("bio"));
        String all = API + "/users/" + name + "/repos?sort=pushed&per_page=" + MAX_ENTRIES;
        sheet.heading("Repositories, last changed first");
        for (JsonTree repository : asking.json(all, JSON).list()) {
            sheet.item(entry(repository));
        }
        return sheet.markdown();
    }

    private static String entry(JsonTree repository) {
        String language = repository.text("language");
        return "%s (%s★ %s): %s"
                .formatted(
                        repository.text("full_name"),
                        language.isEmpty() ? "" : language + ", ",
                        repository.text("stargazers_count"),
                        repository.text("description"));
    }

    private static String repository(String api, Asking asking) {
        JsonTree repository = asking.json(api, JSON);
        String readme = asking.textIfAny(api + "/readme", RAW).orElse("");
        return new Sheet(repository.text("full_name"))
                .fact("stars", repository.text("stargazers_count"))
                .fact("forks", repository.text("forks_count"))
                .fact("open issues", repository.text("open_issues_count"))
                .fact("language", repository.text("language"))
                .fact("license", repository.text("license", "spdx_id"))
                .fact("branch", repository.text("default_branch"))
                .fact("pushed", Sheet.day(repository.text("pushed_at")))
                .fact("", repository.text("archived").equals("true") ? "archived" : "")
                .fact("site", repository.text("homepage"))
                .text(repository.text("description"))
                .text(readme)
                .markdown();
    }

    private static String issue(Place place, String api, Asking asking) {
        String address = api + "/issues/" + place.at(3);
        JsonTree issue = asking.json(address, JSON);
        boolean pull = issue.at("pull_request").isObject();
        boolean merged = !issue.text("pull_request", "merged_at").isEmpty();
        Sheet sheet =
                new Sheet(issue.text("title") + " #" + issue.text("number"))
                        .fact("", pull ? "pull request" : "issue")
                        .fact("state", merged ? "merged" : issue.text("state"))
                        .fact("author", issue.text("user", "login"))
                        .fact("opened", Sheet.day(issue.text("created_at")))
                        .fact("closed", Sheet.day(issue.text("closed_at")))
                        .fact("labels", names(issue.at("labels")))
                        .fact("comments", issue.text("comments"))
                        .text(issue.text("body"));
        if (issue.at("comments").number() > 0) {
            comments(address + "/comments?per_page=" + MAX_COMMENTS, sheet, asking);
        }
        return sheet.markdown();
    }

    private static void comments(String address, Sheet sheet, Asking asking) {
        for (JsonTree comment : asking.json(address, JSON).list()) {
            sheet.heading(
                            comment.text("user", "login")
                                    + ", "
                                    + Sheet.day(comment.text("created_at")))
                    .text(comment.text("body"));
        }
    }

    private static String names(JsonTree labels) {
        return String.join(", ", labels.list().stream().map(l -> l.text("name")).toList());
    }

    private static String issues(Place place, String api, Asking asking) {
        String kind = place.at(2).equals("issues") ? "issues" : "pulls";
        JsonTree list = asking.json(api + "/" + kind + "?per_page=" + MAX_ENTRIES, JSON);
        Sheet sheet = new Sheet("Open " + kind + " of " + place.at(0) + "/" + place.at(1));
        for (JsonTree issue : list.list()) {
            if (kind.equals("pulls") || !issue.at("pull_request").isObject()) {
                sheet.item(
                        "#%s %s (%s, %s, %s comments) %s"
                                .formatted(
                                        issue.text("number"),
                                        issue.text("title"),
                                        issue.text("user", "login"),
                                        Sheet.day(issue.text("created_at")),
                                        issue.text("comments"),
                                        names(issue.at("labels"))));
            }
        }
        return sheet.markdown();
    }

    private static String file(Place place, String api, Asking asking) {
        String path = place.from(4);
        String text =
                asking.text(api + "/contents/" + path + "?ref=" + place.at(3), RAW).stripTrailing();
        boolean markdown = path.toLowerCase(java.util.Locale.ROOT).endsWith(".md");
        String fence = text.contains("```") ? "~~~~" : "```";
        String shown = markdown ? text : fence + extension(path) + "\n" + text + "\n" + fence;
        return new Sheet(Place.decoded(path)).text(shown).markdown();
    }

    private static String extension(String path) {
        int dot = path.lastIndexOf('.');
        return dot < 0 || path.indexOf('/', dot) >= 0 ? "" : path.substring(dot + 1);
    }

    private static String folder(Place place, String api, Asking asking) {
        String path = place.from(4);
        JsonTree entries = asking.json(api + "/contents/" + path + "?ref=" + place.at(3), JSON);
        Sheet sheet = new Sheet(place.at(1) + "/" + path);
        for (JsonTree entry : entries.list()) {
            boolean folder = entry.text("type").equals("dir");
            sheet.item(entry.text("name") + (folder ? "/" : " (" + entry.text("size") + " bytes)"));
        }
        return sheet.markdown();
    }

    private static String releases(String address, Asking asking) {
        JsonTree answer = asking.json(address, JSON);
        Sheet sheet = new Sheet("Releases");
        for (JsonTree release : answer.isList() ? answer.list() : java.util.List.of(answer)) {
            String name = release.text("name");
            sheet.heading(
                            "%s%s, %s%s"
                                    .formatted(
                                            release.text("tag_name"),
                                            name.isEmpty() || name.equals(release.text("tag_name"))
                                                    ? ""
                                                    : " " + name,
                                            Sheet.day(release.text("published_at")),
                                            release.text("prerelease").equals("true")
                                                    ? " (pre-release)"
                                                    : ""))
                    .text(release.text("body"));
        }
        return sheet.markdown();
    }
}
