using AiSandbox.Host.Cli;
using AiSandbox.Host.Features.DevContainer;
using AiSandbox.Host.Model;
using AiSandbox.Host.Model.Settings;
using AiSandbox.Policy;

namespace Host.Tests.Features.DevContainer;

public sealed class ComposeVariablesTests
{
    private static Sandbox SandboxAt(string mount) => new(
        SandboxName.Parse("box"), "/a b/configs", new WorkspaceSettings { Mount = mount }, AllowedSites.Nothing);

    [Test]
    public void Should_name_what_the_compose_file_interpolates_when_it_has_a_value()
    {
        var lines = ComposeVariables.TextOf(SandboxAt("/a b/projects")).Split('\n');

        lines.ShouldContain("SANDBOX_NAME='box'");
        lines.ShouldContain("SANDBOX_CONFIG='/a b/configs'");
        lines.ShouldContain("WORKSPACE_MOUNT='/a b/projects'");
        lines.ShouldNotContain(line => line.StartsWith("COMPOSE_", StringComparison.Ordinal), "it has no value, and an empty one is not none");
    }

    [Test]
    public void Should_name_the_files_that_are_added_to_the_compose_file() =>
        ComposeVariables.TextOf(SandboxAt("/a"), "configs/compose.mounts.yaml").ShouldEndWith("COMPOSE_PATH_SEPARATOR=':'\nCOMPOSE_FILE='compose.yaml:configs/compose.mounts.yaml'\n");

    [Test]
    public void Should_keep_a_dollar_and_a_quote_as_they_are_when_a_path_has_them() =>
        ComposeVariables.TextOf(SandboxAt("/it's/$HOME")).ShouldContain(@"WORKSPACE_MOUNT='/it\'s/$HOME'");
}
