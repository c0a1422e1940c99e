using AiSandbox.Host.Services.Reviewing.Facts;

namespace AiSandbox.Host.Services.Reviewing.Rules;

/// <summary>Files that count by their names, wherever they lie. Case does not count: it does not to many hosts.</summary>
internal static class FileRules
{
    private static readonly Dictionary<string, FileRule> Names = Of(
        (new(ReviewKinds.Hook), [".pre-commit-config.yaml", ".pre-commit-hooks.yaml", "lefthook.yml", "lefthook.yaml", ".lefthook.yml", ".overcommit.yml", ".huskyrc", ".lintstagedrc"]),
        (new(ReviewKinds.Attributes, LineFacts.Attributes), [".gitattributes"]),
        (new(ReviewKinds.Attributes), [".gitmodules"]),
        (new(ReviewKinds.Repository), [".git"]),
        (new(ReviewKinds.Editor), [".exrc", ".vimrc", ".nvimrc", ".nvim.lua", ".lvimrc", ".dir-locals.el", ".project", ".classpath", "launchSettings.json"]),
        (new(ReviewKinds.Container),
            [".devcontainer.json", "devcontainer.json", "compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml", "compose.override.yaml",
             "compose.override.yml", "docker-compose.override.yml", "docker-compose.override.yaml", "Dockerfile", "Containerfile", "docker-bake.hcl", "Vagrantfile", "Tiltfile", "skaffold.yaml", ".gitpod.yml"]),
        (new(ReviewKinds.Agent),
            ["AGENTS.md", "AGENTS.override.md", "CLAUDE.md", "CLAUDE.local.md", "GEMINI.md", "copilot-instructions.md", ".cursorrules", ".cursorignore", ".windsurfrules", ".clinerules",
             ".mcp.json", "mcp.json", ".aider.conf.yml", "opencode.json", "opencode.jsonc", ".goosehints", ".rules"]),
        (new(ReviewKinds.Shell), [".envrc", ".tool-versions", "mise.toml", ".mise.toml", "mise.local.toml", ".mise.local.toml", ".autoenv", ".autoenv.zsh", ".sdkmanrc", ".nvmrc", ".node-version", ".python-version", ".ruby-version", ".java-version", "shell.nix", "flake.nix", "devenv.nix", "default.nix", ".bashrc", ".zshrc", ".profile"]),
        (new(ReviewKinds.Ci),
            [".gitlab-ci.yml", "Jenkinsfile", ".travis.yml", "appveyor.yml", ".appveyor.yml", "bitbucket-pipelines.yml", ".drone.yml", ".woodpecker.yml", ".woodpecker.yaml", "cloudbuild.yaml",
             "cloudbuild.yml", "buildspec.yml", ".cirrus.yml", "wercker.yml", "CODEOWNERS", "dependabot.yml", "renovate.json", "action.yml", "action.yaml", ".releaserc", "netlify.toml", "vercel.json"]),
        (new(ReviewKinds.Build, PackageFacts.Read), ["package.json", "composer.json"]),
        (new(ReviewKinds.Build),
            ["binding.gyp", "deno.json", "deno.jsonc", "setup.py", "setup.cfg", "pyproject.toml", "conftest.py", "pytest.ini", "tox.ini", "noxfile.py", "fabfile.py", "tasks.py", "manage.py",
             "sitecustomize.py", "usercustomize.py", "SConstruct", "wscript", "meson.build", "build.rs", "build.zig", "Makefile", "GNUmakefile", "justfile", ".justfile", "Taskfile.yml", "Taskfile.yaml", "Rakefile", "Gemfile", "Guardfile",
             "Procfile", "mix.exs", "build.sbt", "project.clj", "CMakeLists.txt", "CMakePresets.json", "CMakeUserPresets.json", "build.gradle", "build.gradle.kts", "settings.gradle", "settings.gradle.kts",
             "init.gradle", "gradle.properties", "gradlew", "gradlew.bat", "gradle-wrapper.jar", "gradle-wrapper.properties", "mvnw", "mvnw.cmd", "pom.xml", "build.xml", "global.json",
             "dotnet-tools.json", "BUILD.bazel", "WORKSPACE", "WORKSPACE.bazel", "MODULE.bazel", ".bazelrc", "turbo.json", "nx.json", "lerna.json", "tsconfig.json", "jsconfig.json", ".babelrc", ".swcrc", "Package.swift", "Podfile", "rebar.config", "dune-project", "build.cake"]),
        (new(ReviewKinds.Packages, LineFacts.Settings),
            [".npmrc", ".yarnrc", ".yarnrc.yml", ".pnpmfile.cjs", "pnpm-workspace.yaml", "bunfig.toml", ".pypirc", "pip.conf", "pip.ini", "uv.toml", "poetry.toml", "nuget.config", ".gemrc", "auth.json"]));

    private static readonly Dictionary<string, FileRule> Endings = Of(
        (new(ReviewKinds.Editor), [".code-workspace", ".sublime-project", ".iml", ".suo"]),
        (new(ReviewKinds.Container), [".dockerfile"]),
        (new(ReviewKinds.Build), [".csproj", ".fsproj", ".vbproj", ".proj", ".props", ".targets", ".rsp", ".gemspec", ".mk", ".pbxproj", ".pth"]));

    private static readonly string[] Programs = [".js", ".cjs", ".mjs", ".ts", ".cts", ".mts"];

    /// <summary>The rule for a file, or <see langword="null"/> where its name says nothing.</summary>
    public static FileRule? Of(string name)
    {
        if (Names.TryGetValue(name, out var rule) || Endings.TryGetValue(Path.GetExtension(name), out rule))
            return rule;
        if (Has(name, "azure-pipelines", ".yml") || Has(name, "azure-pipelines", ".yaml") || name.StartsWith("Jenkinsfile.", StringComparison.OrdinalIgnoreCase))
            return new FileRule(ReviewKinds.Ci);
        if (name.Equals(".env", StringComparison.OrdinalIgnoreCase) || name.StartsWith(".env.", StringComparison.OrdinalIgnoreCase))
            return new FileRule(ReviewKinds.Shell, LineFacts.Variables);
        if (name.StartsWith("Dockerfile.", StringComparison.OrdinalIgnoreCase))
            return new FileRule(ReviewKinds.Container);

        return IsSettingsProgram(name) ? new FileRule(ReviewKinds.Build) : null;
    }

    // eslint.config.mjs, .prettierrc.js, vite.config.ts, gulpfile.js: editors' extensions load them to learn the settings.
    private static bool IsSettingsProgram(string name)
    {
        if (!Array.Exists(Programs, ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
            return false;

        var stem = Path.GetFileNameWithoutExtension(name);
        return stem.EndsWith(".config", StringComparison.OrdinalIgnoreCase) || stem.StartsWith('.')
            || stem.Equals("gulpfile", StringComparison.OrdinalIgnoreCase) || stem.Equals("Gruntfile", StringComparison.OrdinalIgnoreCase);
    }

    private static bool Has(string name, string start, string end) =>
        name.StartsWith(start, StringComparison.OrdinalIgnoreCase) && name.EndsWith(end, StringComparison.OrdinalIgnoreCase);

    private static Dictionary<string, FileRule> Of(params (FileRule Rule, string[] Names)[] groups) => groups
        .SelectMany(group => group.Names, (group, name) => (group.Rule, Name: name))
        .ToDictionary(pair => pair.Name, pair => pair.Rule, StringComparer.OrdinalIgnoreCase);
}
