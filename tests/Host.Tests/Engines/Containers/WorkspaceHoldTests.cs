using AiSandbox.Host.Engines.Containers;

namespace Host.Tests.Engines.Containers;

public sealed class WorkspaceHoldTests
{
    private static readonly WorkspaceHold.Container Gate = WorkspaceHold.Container.Parse("true|2026-01-02T10:00:00.5Z|healthy|box_private|abc");

    [TestCase("true|2026-01-02T10:00:01.123456789Z|healthy|container:abc|def", true)]
    [TestCase("true|2026-01-02T10:00:00.4Z|healthy|container:abc|def", false, Description = "the gate was started again under it")]
    [TestCase("true|2026-01-02T10:00:01Z|healthy|container:other|def", false, Description = "another gate's network")]
    [TestCase("true|2026-01-02T10:00:01Z|healthy|bridge|def", false)]
    public void Should_know_whether_the_workspace_stands_in_the_gates_network(string seen, bool expected) =>
        WorkspaceHold.Container.Parse(seen).StandsIn(Gate).ShouldBe(expected);

    [Test]
    public void Should_take_no_network_for_the_gates_when_the_gate_is_gone()
    {
        var workspace = WorkspaceHold.Container.Parse("true|2026-01-02T10:00:01Z|healthy|container:abc|def");

        workspace.StandsIn(null).ShouldBeFalse();
        workspace.StandsIn(Gate with { IsRunning = false }).ShouldBeFalse();
        workspace.StandsIn(Gate).ShouldBeTrue();
    }
}
