using AiSandbox.Host.Services.Suggestions.Projects.Formats;

namespace AiSandbox.Host.Services.Suggestions.Projects;

/// <summary>A kind of file that says what a project downloads.</summary>
/// <param name="Pattern">Its name; an asterisk at the front or in the middle stands for anything.</param>
/// <param name="Read">Reads its text; throws <see cref="FormatException"/> where that is not what the name says.</param>
/// <param name="Locks">
/// Files that say it more exactly: where one lies in the same folder or above, as in a workspace of several packages, this
/// one is not read.
/// </param>
internal sealed record ProjectFormat(string Pattern, Action<string, ProjectNeeds> Read, params string[] Locks)
{
    private static readonly string[] NodeLocks = ["package-lock.json", "npm-shrinkwrap.json", "pnpm-lock.yaml", "yarn.lock"];
    private static readonly string[] PythonLocks = ["uv.lock", "poetry.lock"];

    /// <summary>The kinds there are.</summary>
    public static IReadOnlyList<ProjectFormat> All { get; } =
    [
        new("package.json", NodeFiles.Manifest, NodeLocks),
        new("package-lock.json", NodeFiles.NpmLock),
        new("npm-shrinkwrap.json", NodeFiles.NpmLock),
        new("pnpm-lock.yaml", NodeFiles.PnpmLock),
        new("yarn.lock", NodeFiles.YarnLock),
        new(".npmrc", NodeFiles.Npmrc),
        new("requirements*.txt", PythonFiles.Requirements),
        new("pyproject.toml", PythonFiles.Project, PythonLocks),
        new("uv.lock", PythonFiles.UvLock),
        new("poetry.lock", PythonFiles.PoetryLock),
        new("*.csproj", DotnetFiles.Project, "nuget.config"),
        new("*.fsproj", DotnetFiles.Project, "nuget.config"),
        new("*.vbproj", DotnetFiles.Project, "nuget.config"),
        new("Directory.Packages.props", DotnetFiles.Project, "nuget.config"),
        new("packages.lock.json", DotnetFiles.Lock, "nuget.config"),
        new("nuget.config", DotnetFiles.Config),
        new("Cargo.toml", RustFiles.Manifest, "Cargo.lock"),
        new("Cargo.lock", RustFiles.Lock),
        new("rust-toolchain.toml", RustFiles.Toolchain),
        new("go.mod", GoFiles.Module),
        new("go.sum", GoFiles.Sums),
        new("pom.xml", JavaFiles.Pom),
        new("build.gradle", JavaFiles.Gradle),
        new("build.gradle.kts", JavaFiles.Gradle),
        new("settings.gradle", JavaFiles.Gradle),
        new("settings.gradle.kts", JavaFiles.Gradle),
        new("gradle-wrapper.properties", JavaFiles.GradleWrapper),
        new("build.sbt", JavaFiles.Sbt),
        new("Gemfile", RubyFiles.Gemfile, "Gemfile.lock"),
        new("Gemfile.lock", RubyFiles.Lock),
        new(".gitmodules", GitFiles.Config),
    ];

    /// <summary>Reads the <c>config</c> of a <c>.git</c> folder.</summary>
    public static ProjectFormat GitConfig { get; } = new("config", GitFiles.Config);

    /// <summary>The kind of a file, or <see langword="null"/>.</summary>
    public static ProjectFormat? Of(string name) => All.FirstOrDefault(format => format.Takes(name));

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
