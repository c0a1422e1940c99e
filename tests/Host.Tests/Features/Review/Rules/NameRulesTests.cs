using AiSandbox.Host.Features.Review;
using AiSandbox.Host.Features.Review.Rules;
using AiSandbox.Host.Platform;
using Host.Tests.Features.Review.Snapshots;

namespace Host.Tests.Features.Review.Rules;

public sealed class NameRulesTests
{
    private static readonly string[] WithoutKind = ["history", "installed", "cache", "manifest", "known", "never", "unknown"];

    private TreeFolder _tree = null!;

    [SetUp]
    public void CreateFolder() => _tree = new TreeFolder();

    [TearDown]
    public void RemoveFolder() => _tree.Dispose();

    // Written down without a look at the list: what tools read by themselves, as their own pages say it.
    private static readonly string Planted =
        """
        .git/hooks/pre-commit .git/hooks/post-checkout .git/config .git/config.worktree .git/info/attributes .git/info/grafts .git/objects/info/alternates .git/commondir .git/rebase-merge/git-rebase-todo .git/sequencer/todo
        .gitattributes .gitmodules .gitconfig .lfsconfig .husky/pre-commit .githooks/pre-push .pre-commit-config.yaml lefthook.yml lefthook-local.yml .lefthook.toml lefthook.json .overcommit.yml .lintstagedrc.json .huskyrc.js .commitlintrc.yml
        .hg/hgrc .hg/hgrc-not-shared .jj/repo/config.toml .sl/config _darcs/prefs/defaults .pijul/config .arcconfig .reviewboardrc .p4config .hgsub
        .vscode/tasks.json .vscode/settings.json .vscode/launch.json .vscode/extensions.json my.code-workspace .idea/workspace.xml .idea/runConfigurations/x.xml x.iml .run/x.run.xml .fleet/run.json .zed/tasks.json .vs/launch.vs.json .helix/languages.toml .nova/Tasks/x.json
        .exrc .nvimrc .nvim.lua .vimrc .lvimrc .local.vimrc .vim/coc-settings.json .dir-locals.el .dir-locals-2.el x.sublime-project x.sublime-workspace .projectile .ycm_extra_conf.py .clangd compile_commands.json .luarc.json rust-analyzer.toml hie.yaml .solargraph.yml omnisharp.json .bsp/x.json
        .gdbinit .lldbinit x-gdb.py .pdbrc .irbrc .pryrc .iex.exs .ghci .ocamlinit .Rprofile .Renviron x.Rproj .octaverc startup.m .project .classpath .factorypath x.launch nbproject/project.xml
        .devcontainer/devcontainer.json .devcontainer.json compose.yaml docker-compose.yml docker-compose.override.yml compose.dev.yaml Dockerfile Dockerfile.dev x.dockerfile Containerfile docker-bake.hcl Vagrantfile Tiltfile skaffold.yaml .gitpod.yml .replit devfile.yaml main.tf terragrunt.hcl .terraformrc Pulumi.yaml cdk.json serverless.yml ansible.cfg helmfile.yaml Earthfile
        AGENTS.md AGENT.md CLAUDE.md CLAUDE.local.md GEMINI.md QWEN.md CRUSH.md WARP.md .claude/settings.json .claude/settings.local.json .codex/config.toml .gemini/settings.json .qwen/settings.json .opencode/plugin/x.js opencode.json opencode.jsonc .cursor/rules/x.mdc .cursor/mcp.json .cursor/hooks.json .cursorrules .windsurfrules .windsurf/rules/x.md .continue/config.yaml .continuerc.json .aider.conf.yml .clinerules .clinerules/x.md .roo/rules/x.md .roomodes .kilocode/rules/x.md .kiro/hooks/x.json .junie/guidelines.md .amazonq/rules/x.md .augment/rules/x.md .trae/rules/x.md .goosehints .agents/skills/x/SKILL.md .mcp.json mcp.json .github/copilot-instructions.md .github/instructions/x.instructions.md .github/prompts/x.prompt.md .crush.json .factory/settings.json .openhands/setup.sh .aiassistant/rules/x.md .coderabbit.yaml .rules
        .envrc .env .env.local .flaskenv .tool-versions mise.toml .mise.toml mise.local.toml .mise/config.toml .config/mise/config.toml .nvmrc .python-version .ruby-version .rvmrc .sdkmanrc flake.nix shell.nix default.nix devenv.nix devbox.json .autoenv.zsh .bashrc .zshrc .profile .tmux.conf Procfile pixi.toml
        .github/workflows/ci.yml .github/dependabot.yml .gitlab-ci.yml Jenkinsfile .circleci/config.yml .travis.yml azure-pipelines.yml bitbucket-pipelines.yml .drone.yml .woodpecker.yml .buildkite/pipeline.yml .gitea/workflows/x.yml .forgejo/workflows/x.yml appveyor.yml buildspec.yml cloudbuild.yaml renovate.json CODEOWNERS action.yml .goreleaser.yaml .releaserc netlify.toml vercel.json fly.toml
        package.json .npmrc .yarnrc .yarnrc.yml .pnpmfile.cjs pnpm-workspace.yaml bunfig.toml .yarn/releases/yarn.cjs .eslintrc .eslintrc.js .eslintrc.cjs .eslintrc.json .eslintrc.yml eslint.config.mjs .prettierrc .prettierrc.js prettier.config.js .stylelintrc .mocharc.js .mocharc.yml .nycrc jest.config.js vitest.config.ts babel.config.js .babelrc .swcrc webpack.config.js rollup.config.mjs vite.config.ts postcss.config.js tailwind.config.js gulpfile.js Gruntfile.js karma.conf.js nodemon.json tsconfig.json tsconfig.build.json jsconfig.json biome.json deno.json nx.json turbo.json .storybook/main.js binding.gyp .ncurc.js .markdownlint.json .cspell.json .remarkrc .parcelrc .browserslistrc
        setup.py setup.cfg pyproject.toml conftest.py pytest.ini tox.ini noxfile.py .pylintrc pylintrc .flake8 mypy.ini .coveragerc ruff.toml sitecustomize.py usercustomize.py x.pth .pypirc pip.conf Pipfile fabfile.py tasks.py dodo.py gunicorn.conf.py mkdocs.yml jupyter_notebook_config.py .bandit pyrightconfig.json uv.toml poetry.toml environment.yml
        x.csproj x.fsproj x.csproj.user x.vcxproj x.sln x.slnx Directory.Build.props Directory.Build.targets Directory.Packages.props Directory.Build.rsp nuget.config NuGet.Config global.json .config/dotnet-tools.json obj/x.csproj.nuget.g.targets obj/x.targets x.runsettings x.tt launchSettings.json build.cake x.ruleset .globalconfig packages.config x.csx
        build.gradle build.gradle.kts settings.gradle init.gradle gradle.properties gradlew gradlew.bat gradle/wrapper/gradle-wrapper.properties buildSrc/build.gradle .mvn/extensions.xml .mvn/jvm.config mvnw pom.xml build.xml build.sbt project/plugins.sbt project/Build.scala build.sc project.clj deps.edn .clj-kondo/config.edn lombok.config
        Cargo.toml build.rs .cargo/config .cargo/config.toml rust-toolchain rust-toolchain.toml clippy.toml .rustfmt.toml go.mod go.work .golangci.yml .air.toml magefile.go CMakeLists.txt CMakePresets.json CMakeUserPresets.json x.cmake Makefile GNUmakefile Makefile.am x.mk configure.ac meson.build conanfile.py xmake.lua SConstruct wscript BUILD.bazel WORKSPACE MODULE.bazel .bazelrc x.bzl .buckconfig platformio.ini Doxyfile
        mix.exs .formatter.exs .credo.exs rebar.config build.zig x.nimble config.nims shard.yml dune-project stack.yaml Setup.hs x.cabal Package.swift Podfile Fastfile .swiftlint.yml Gemfile Rakefile Guardfile x.gemspec .rspec .rubocop.yml .bundle/config .gemrc config.ru composer.json phpunit.xml .php-cs-fixer.php phpstan.neon .user.ini .htaccess pubspec.yaml analysis_options.yaml cpanfile .perlcriticrc Project.toml
        justfile .justfile Taskfile.yml taskfile.yaml dagger.json desktop.ini autorun.inf x.lnk x.url x.scf x.command x.desktop x.exe x.bat x.ps1 x.vbs x.hta x.reg x.jar x.webloc x.app/Contents/Info.plist
        """;

    private static IEnumerable<string> PlantedNames => Planted.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);

    [Test]
    public async Task Should_show_every_name_that_an_agent_may_plant()
    {
        var names = PlantedNames.ToList();
        names.Count.ShouldBeGreaterThan(206);
        names.ShouldBeUnique();

        (await MissedAsync([.. names.Select(name => (name, Text(name)))])).ShouldBeEmpty();
    }

    [Test]
    public async Task Should_show_every_name_of_the_list()
    {
        var rows = EmbeddedText.Read("review-names.txt").Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split(" | ")).ToList();
        var names = rows.Where(row => !WithoutKind.Contains(row[0])).SelectMany(row => row[1].Split(' ').Where(name => !name.Contains("/@", StringComparison.Ordinal)), (row, name) => (Path: Example(name), Text: TextOf(row[0])))
            .DistinctBy(name => name.Path.ToUpperInvariant()).ToList();

        names.Count.ShouldBeGreaterThan(1000);
        (await MissedAsync(names)).ShouldBeEmpty();
    }

    [Test]
    public void Should_say_of_every_name_who_reads_it_and_where_that_is_written()
    {
        foreach (var line in EmbeddedText.Read("review-names.txt").Split('\n').Where(line => line.Length > 0 && line[0] != '#'))
        {
            var row = line.Split(" | ");
            row.Length.ShouldBe(4, line);
            (WithoutKind.Contains(row[0]) || ReviewKinds.All.Any(kind => kind.Id == row[0].Split(':')[0])).ShouldBeTrue(line);
            row[2].Length.ShouldBeGreaterThan(5, line);
            row[3].ShouldStartWith("https://", Case.Sensitive, line);
            row[1].Split(' ').ShouldAllBe(name => name.Length > 1 && name.Count(c => c == '*') <= 1, line);
        }
    }

    [TestCase("a b")]
    [TestCase("build | x | y | nowhere")]
    [TestCase("nonsense | x | y | https://x.example/")]
    [TestCase("build:nonsense | x | y | https://x.example/")]
    public void Should_refuse_a_line_that_is_no_rule(string line) => Should.Throw<Exception>(() => NameRules.Parse(line));

    [TestCase("README.md")]
    [TestCase("index.ts")]
    [TestCase("config.ts")]
    [TestCase("next.ts")]
    [TestCase("main_test.exs")]
    [TestCase("hooks.py")]
    [TestCase(".gitignore")]
    [TestCase(".DS_Store")]
    [TestCase("package-lock.json")]
    public async Task Should_leave_source_and_what_says_nothing_alone(string name)
    {
        _tree.Write(name, "x");

        (await _tree.SeeAsync()).ShouldBeEmpty();
    }

    // Each in a folder of its own, too deep for what is shown because nobody knows it.
    private async Task<IEnumerable<string>> MissedAsync(List<(string Path, string Text)> names)
    {
        for (var i = 0; i < names.Count; i++)
            _tree.Write($"d{i}/a/b/{names[i].Path}", names[i].Text);
        var seen = (await _tree.TakeAsync()).Paths.Where(path => !path.IsSilent).ToList();
        seen.ShouldNotContain(path => path.Kind == ReviewKinds.Unseen.Id);
        var paths = seen.Where(path => path.Kind != ReviewKinds.Unknown.Id).Select(path => path.Path).ToHashSet(StringComparer.Ordinal);

        return names.Select((name, i) => $"d{i}/a/b/{name.Path}").Where(path => !paths.Contains(path));
    }

    private static string Example(string name)
    {
        var path = name.TrimStart('!').Replace("$GIT_DIR", ".git", StringComparison.Ordinal).Replace("*", "x1", StringComparison.Ordinal);
        return path.EndsWith('/') ? path + "x" : path;
    }

    private static string Text(string name) => name.EndsWith("package.json", StringComparison.Ordinal) || name.EndsWith("composer.json", StringComparison.Ordinal)
        ? TextOf("build:scripts")
        : TextOf(name.EndsWith("attributes", StringComparison.Ordinal) ? "git-attributes:drivers" : name.Contains("config", StringComparison.Ordinal) ? "git-config:keys" : "build");

    private static string TextOf(string kind) => kind.Split(':').ElementAtOrDefault(1) switch
    {
        "keys" => "[core]\n\tfsmonitor = x\n",
        "drivers" => "* filter=x\n",
        "scripts" => """{"scripts":{"a":"b"}}""",
        "replaced" => "x refs/replace/y\n",
        _ => "x=y\n",
    };
}
