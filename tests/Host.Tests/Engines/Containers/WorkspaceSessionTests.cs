using AiSandbox.Host.Engines.Containers;
using Host.Tests.Features.Lifecycle;

namespace Host.Tests.Engines.Containers;

public sealed class WorkspaceSessionTests
{
    // 130: a Ctrl+C that reached the CLI which holds the session, and not yet this process.
    [TestCase(130, true)]
    [TestCase(0, false)]
    [TestCase(127, false)]
    public async Task Should_end_what_is_not_held_any_more_before_it_is_left(int holding, bool isEnded)
    {
        var engine = new FakeEngine(call => FakeEngine.Says("", call.Contains("hold") ? holding : 0));

        await using (var session = new WorkspaceSession(engine.Docker, "box-workspace-1"))
            session.Hold("Exec");

        engine.Calls.Any(call => call.Contains("sandbox-session end")).ShouldBe(isEnded);
    }
}
