using System.Text.RegularExpressions;

namespace AiSandbox.Host.Features.Suggest.Projects;

/// <summary>A kind of file that says what a project downloads.</summary>
/// <param name="Pattern">Its name; an asterisk at the front or in the middle stands for anything.</param>
/// <param name="Lines">Takes its text apart; throws <see cref="FormatException"/> where that is not what the name says.</param>
/// <param name="Finds">
/// What a line says; the first that fits counts. A group is named after the preset that is needed, or after a place of <see cref="Places"/>, or it is
/// <c>address</c>; <c>escaped</c>, one with % escapes; <c>index</c>, one that may be that of a preset; <c>elsewhere</c>, the preset is not needed after all;
/// <c>manager</c>, the preset that is needed in its place; <c>sign</c>, without which the file is not what its name says.
/// </param>
internal sealed record ProjectFormat(string Pattern, Func<string, IEnumerable<string>> Lines, params string[] Finds)
{
    private static readonly string[] NodeLocks = ["package-lock.json", "npm-shrinkwrap.json", "pnpm-lock.yaml", "yarn.lock"];

    private static readonly string[] Msbuild =
    [
        @"^(?:[^=]*/)?(?:PackageReference|GlobalPackageReference|PackageVersion)$(?<dotnet>)",
        @"^(?:[^=]*/)?(?:RestoreSources|RestoreAdditionalProjectSources) = (?<address>.*)",
    ];

    private static readonly string[] NpmLock = [@"(?:^|/)resolved = (?<address>.*)(?<elsewhere>)", @"(?:^|/)integrity = (?<npm>)"];

    // name @ https://…, git+https://…, -e git+ssh://…: the word that holds the first scheme.
    private const string DirectAddress = """(?:.*?[ \t@=])??(?<address>[^ \t@=]*://[^ \t;"']*)""";

    private static readonly string[] Gradle =
    [
        @"mavenCentral\(\)(?<java>)",
        @"(?:gradlePluginPortal\(\)|^plugins \{)(?<gradle>)",
        @"google\(\)(?<google>)",
        """(?:url|maven)[^"';]*["'](?<address>[^"']*://[^"']*)""",
    ];

    private static readonly string[] Git = ["^(?:remote|submodule)/(?:push)?url = (?<address>.*)"];

    // Indexes that lead to other hosts for the packages, so that their names alone are not enough.
    private static readonly Dictionary<string, string> Indexes = new(StringComparer.OrdinalIgnoreCase) { ["pypi.org"] = "python", ["rubygems.org"] = "ruby" };

    // What tools have words of their own for: https://docs.npmjs.com/cli/v11/configuring-npm/package-json#git-urls-as-dependencies and
    // https://docs.gradle.org/current/userguide/supported_repository_types.html
    private static readonly Dictionary<string, string> Places = new(StringComparer.Ordinal)
    {
        ["github"] = "https://github.com/",
        ["gitlab"] = "https://gitlab.com/",
        ["bitbucket"] = "https://bitbucket.org/",
        ["google"] = "https://dl.google.com/dl/android/maven2/",
    };

    private Regex? _find;

    /// <summary>
    /// Files that say it more exactly: where one lies in the same folder or above, as in a workspace of several packages, this one is not read.
    /// </summary>
    public IReadOnlyList<string> Locks { get; init; } = [];

    /// <summary>The kinds there are.</summary>
    public static IReadOnlyList<ProjectFormat> All { get; } =
    [
        new("package.json", ProjectLines.Json,
            @"^ \{(?<sign>)",
            "^packageManager = (?<manager>yarn)@",
            "^(?:d|devD|optionalD|peerD)ependencies/.*? = (?:(?<github>github:)|(?<gitlab>gitlab:)|(?<bitbucket>bitbucket:)|(?<address>git@.*|.*://.*)"
                + "|[./]|~/|(?:file|link|workspace|portal):|(?<npm>npm:)|.*/(?<github>)|(?<npm>))") { Locks = NodeLocks },
        new("package-lock.json", ProjectLines.Json, NpmLock),
        new("npm-shrinkwrap.json", ProjectLines.Json, NpmLock),
        new("pnpm-lock.yaml", ProjectLines.Plain, """^(?:.*(?:tarball|repo): ["']?(?<address>[^, }"']+)|resolution: \{integrity:(?<npm>))"""),
        new("yarn.lock", ProjectLines.Plain,
            """^resolved ["'](?<address>[^"']*)""",
            """^resolution: *["'].*__archiveUrl=(?<escaped>[^"']*)""",
            """^resolution: *["'].[^@"']*@(?:npm:(?<yarn>)|(?<address>[^"']*))"""),
        new(".npmrc", ProjectLines.Plain, @"^[^=;]*registry\s*=(?<address>.*)"),
        new("requirements*.txt", ProjectLines.Plain,
            @"^(?:--index-url|-i)[ \t=]+(?<index>[^ \t=]+)(?<elsewhere>)",
            @"^(?:--extra-index-url|--find-links|-f)[ \t=]+(?<index>[^ \t=]+)",
            "^--.*",
            "^" + DirectAddress,
            "^[A-Za-z0-9](?<python>)"),
        new("pyproject.toml", ProjectLines.Toml,
            "^(?:project/dependencies|build-system/requires|project/optional-dependencies/[^/ ]+|dependency-groups/[^/ ]+) = "
                + $"(?:{DirectAddress}|[A-Za-z0-9](?<python>))",
            @"^tool/(?:uv/(?:index/|sources/[^/ ]+/)?|poetry/source/|poetry/\S*dependencies/[^/ ]+/)(?:url|git|index-url|index) = (?<index>.*)",
            @"^tool/poetry/\S*dependencies/(?:python |[^/ ]+ \{.*\b(?:git|url|index-url|index|path)\b)",
            @"^tool/poetry/\S*dependencies/[^/ ]+ [={](?<python>)") { Locks = ["uv.lock", "poetry.lock"] },
        new("uv.lock", ProjectLines.Toml, "(?:^|/)(?:registry = (?<index>.*)|(?:url|git) = (?<address>.*))"),
        new("poetry.lock", ProjectLines.Toml, @"^package \{.*\bsource\b", @"^package \{(?<python>)", "^package/source/url = (?<address>.*)"),
        new("*.csproj", ProjectLines.Xml, Msbuild) { Locks = ["nuget.config"] },
        new("*.fsproj", ProjectLines.Xml, Msbuild) { Locks = ["nuget.config"] },
        new("*.vbproj", ProjectLines.Xml, Msbuild) { Locks = ["nuget.config"] },
        new("Directory.Packages.props", ProjectLines.Xml, Msbuild) { Locks = ["nuget.config"] },
        new("packages.lock.json", ProjectLines.Json, @"^dependencies \{(?<sign>)", "^dependencies/[^/]+/.*(?<dotnet>)") { Locks = ["nuget.config"] },
        new("nuget.config", ProjectLines.Xml, "/packageSources/add@value = (?<address>.*)", "/packageSources/clear$(?<elsewhere>)", "^[^/]*$(?<dotnet>)"),
        new("Cargo.toml", ProjectLines.Toml,
            "dependencies/[^/ ]+/git = (?<address>.*)",
            @"dependencies/[^/ ]+ \{.*\b(?:git|path|workspace)\b",
            "dependencies/[^/ ]+ [={](?<rust>)") { Locks = ["Cargo.lock"] },
        // Whichever protocol the index of crates.io is read by.
        new("Cargo.lock", ProjectLines.Toml,
            @"/source = (?:registry\+https://github\.com/rust-lang/crates\.io-index|sparse\+https://index\.crates\.io/)$(?<rust>)",
            "/source = (?<address>.*)"),
        new("rust-toolchain.toml", ProjectLines.Toml, @"^toolchain \{(?<sign>)(?<rustup>)"),
        new("go.mod", ProjectLines.Code, "^module (?<sign>)", @"^require(?:[ (]|$)(?<go>)"),
        new("go.sum", ProjectLines.Plain, @"^[^ ]+ [^ ]+ h.:[^ ]*$(?<sign>)(?<go>)"),
        // Not the repositories of distributionManagement, which are for publishing.
        new("pom.xml", ProjectLines.Xml,
            "^[^=]*/(?:dependency|plugin|parent)$(?<java>)",
            "^(?:[^=]*/)?(?:repositories/repository|pluginRepositories/pluginRepository)/url = (?<address>.*)"),
        new("build.gradle", ProjectLines.Code, Gradle),
        new("build.gradle.kts", ProjectLines.Code, Gradle),
        new("settings.gradle", ProjectLines.Code, Gradle),
        new("settings.gradle.kts", ProjectLines.Code, Gradle),
        new("gradle-wrapper.properties", text => ProjectLines.Plain(text.Replace(@"\", "", StringComparison.Ordinal)), "^distributionUrl[ =:]*(?<address>.*)"),
        new("build.sbt", ProjectLines.Code, """ at "(?<address>[^"]*://[^"]*)""", "^(?<java>)"),
        new("Gemfile", ProjectLines.Plain,
            """^source[^"']*["'](?<index>[^"']*)""",
            "(?<github>github:)",
            """^gem.*?["'](?<address>[^"']*://[^"']*)""") { Locks = ["Gemfile.lock"] },
        new("Gemfile.lock", ProjectLines.Plain, "^remote:(?<index>.*)"),
        new(".gitmodules", ProjectLines.Git, Git),
    ];

    /// <summary>Reads the <c>config</c> of a <c>.git</c> folder.</summary>
    public static ProjectFormat GitConfig { get; } = new("config", ProjectLines.Git, Git);

    /// <summary>The kind of a file, or <see langword="null"/>.</summary>
    public static ProjectFormat? Of(string name) => All.FirstOrDefault(format => format.Takes(name));

    /// <summary>Finds what a file needs.</summary>
    /// <exception cref="FormatException">It is not what its name says; so is what <see cref="Lines"/> throws.</exception>
    public void Read(string text, ProjectNeeds needs)
    {
        // Without backtracking: no line keeps it busy.
        _find ??= new Regex(string.Join('|', Finds), RegexOptions.NonBacktracking, TimeSpan.FromSeconds(10));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var manager = "";
        foreach (var found in Lines(text).SelectMany(line => _find.Matches(line)).SelectMany(match => match.Groups.Values.Skip(1)))
        {
            if (!found.Success)
                continue;

            seen.Add(found.Name);
            if (found.Name == "manager")
                manager = found.Value;
            else if (found.Name == "index" && HostAddress.Read(found.Value) is { } index && Indexes.TryGetValue(index.Host, out var preset))
                needs.Preset(preset);
            else if (found.Name is "address" or "index")
                needs.Address(found.Value);
            else if (found.Name == "escaped")
                needs.Address(Uri.UnescapeDataString(found.Value));
            else if (Places.TryGetValue(found.Name, out var place))
                needs.Address(place);
        }

        if (_find.GroupNumberFromName("sign") > 0 && !seen.Contains("sign"))
            throw new FormatException("not what its name says");
        if (seen.Contains("elsewhere"))
            return;
        foreach (var preset in seen.Except([.. Places.Keys, "manager", "address", "index", "escaped", "sign"], StringComparer.Ordinal))
            needs.Preset(manager.Length > 0 ? manager : preset);
    }

    private bool Takes(string name)
    {
        var star = Pattern.IndexOf('*', StringComparison.Ordinal);
        return star < 0
            ? name.Equals(Pattern, StringComparison.OrdinalIgnoreCase)
            : name.Length >= Pattern.Length - 1
                && name.StartsWith(Pattern[..star], StringComparison.OrdinalIgnoreCase)
                && name.EndsWith(Pattern[(star + 1)..], StringComparison.OrdinalIgnoreCase);
    }
}
