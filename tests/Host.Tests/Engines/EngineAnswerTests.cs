using AiSandbox.Host.Engines;
using AiSandbox.Host.Platform.Commands;

namespace Host.Tests.Engines;

public sealed class EngineAnswerTests
{
    [Test]
    public void Should_read_the_engine_s_version() =>
        Read("""{"Client":{"Version":"28.2.2","Context":"default"},"Server":{"Version":"26.1.5+dfsg1","Components":[{"Name":"Engine"}]}}""")
            .ShouldBe(new EngineAnswer("26.1.5+dfsg1", null, IsPodman: false, IsDenied: false));

    [Test]
    public void Should_see_that_no_engine_answers() =>
        Read("""{"Client":{"Version":"28.2.2","Context":"default"},"Server":null}""", "Cannot connect to the Docker daemon")
            .ShouldBe(new EngineAnswer(null, null, IsPodman: false, IsDenied: false));

    [Test]
    public void Should_name_a_context_that_the_user_chose() =>
        Read("""{"Client":{"Context":"desktop-linux"},"Server":null}""").Context.ShouldBe("desktop-linux");

    [Test]
    public void Should_see_an_engine_that_this_user_may_not_talk_to() =>
        Read("""{"Client":{},"Server":null}""", "permission denied while trying to connect to the Docker daemon socket").IsDenied.ShouldBeTrue();

    [TestCase("""{"Client":{"OsArch":"linux/amd64"}}""", "Emulate Docker CLI using podman. Create /etc/containers/nodocker to quiet msg.")]
    [TestCase("""{"Client":{"Version":"28.0.0"},"Server":{"Version":"5.4.0","Components":[{"Name":"Podman Engine"}]}}""", "")]
    public void Should_know_podman(string output, string error) => Read(output, error).IsPodman.ShouldBeTrue();

    [TestCase("")]
    [TestCase("json")]
    [TestCase("null")]
    [TestCase("[]")]
    public void Should_take_anything_else_for_no_answer(string output) =>
        Read(output).ShouldBe(new EngineAnswer(null, null, IsPodman: false, IsDenied: false));

    private static EngineAnswer Read(string output, string error = "") => EngineAnswer.Parse(new CommandResult(0, output, error));
}
