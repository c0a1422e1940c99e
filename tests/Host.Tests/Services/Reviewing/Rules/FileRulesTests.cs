using AiSandbox.Host.Services.Reviewing.Rules;

namespace Host.Tests.Services.Reviewing.Rules;

public sealed class FileRulesTests
{
    [TestCase(".gitattributes", "git-attributes")]
    [TestCase(".gitmodules", "git-attributes")]
    [TestCase(".git", "repository")]
    [TestCase("My.Code-Workspace", "editor")]
    [TestCase("docker-compose.yml", "container")]
    [TestCase("AGENTS.md", "agent")]
    [TestCase(".mcp.json", "agent")]
    [TestCase(".envrc", "shell")]
    [TestCase(".env.local", "shell")]
    [TestCase("mise.toml", "shell")]
    [TestCase(".gitlab-ci.yml", "ci")]
    [TestCase("azure-pipelines-release.yaml", "ci")]
    [TestCase("Jenkinsfile.release", "ci")]
    [TestCase("package.json", "build")]
    [TestCase("PACKAGE.JSON", "build")]
    [TestCase("build.rs", "build")]
    [TestCase("Makefile", "build")]
    [TestCase("conftest.py", "build")]
    [TestCase("Directory.Build.targets", "build")]
    [TestCase("eslint.config.mjs", "build")]
    [TestCase(".prettierrc.js", "build")]
    [TestCase("gradle-wrapper.jar", "build")]
    [TestCase(".npmrc", "packages")]
    [TestCase("NuGet.Config", "packages")]
    [TestCase("README.md", null)]
    [TestCase("index.ts", null)]
    [TestCase("config.ts", null)]
    public void Should_know_a_file_by_its_name(string name, string? kind) => FileRules.Of(name)?.Kind.Id.ShouldBe(kind);

    [TestCase(".vscode", "", "editor")]
    [TestCase(".IDEA", "", "editor")]
    [TestCase(".devcontainer", "", "container")]
    [TestCase("workflows", ".github", "ci")]
    [TestCase("prompts", ".github", "agent")]
    [TestCase(".claude", "", "agent")]
    [TestCase(".husky", "", "git-hook")]
    [TestCase("workflows", "src", null)]
    public void Should_know_a_folder_by_its_name(string name, string parent, string? kind) =>
        FolderRules.KindOf(name, parent)?.Id.ShouldBe(kind);

    [TestCase("node_modules", new string[0], true)]
    [TestCase("bin", new[] { "a.csproj" }, true)]
    [TestCase("bin", new[] { "setup.py" }, false)]
    [TestCase("target", new[] { "Cargo.toml" }, true)]
    [TestCase("vendor", new[] { "src" }, false)]
    public void Should_know_what_was_installed_or_built(string name, string[] beside, bool expected) =>
        FolderRules.IsDownloaded(name, "", beside).ShouldBe(expected);
}
