using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Terminal;

namespace Host.Tests.Platform;

public sealed class ExitCodesTests
{
    private static readonly TestCaseData[] Failures =
    [
        new(new SandboxException("not up"), ExitCodes.Failed),
        new(new SandboxException("no engine", exitCode: ExitCodes.NoEngine), ExitCodes.NoEngine),
        new(new SandboxException("a hole", exitCode: ExitCodes.Hole), ExitCodes.Hole),
        new(new UsageException("wrong"), ExitCodes.Usage),
        new(new AggregateException(new UsageException("wrong")), ExitCodes.Usage),
        new(new InvalidOperationException("wrapped", new SandboxException("no engine", exitCode: ExitCodes.NoEngine)), ExitCodes.NoEngine),
        new(new InvalidOperationException("a fault of the host's"), ExitCodes.Failed),
    ];

    [TestCaseSource(nameof(Failures))]
    public void Should_have_a_code_of_its_own_and_125_around_a_command(Exception failure, int code)
    {
        new RunState(CancellationToken.None).CodeOf(ExitCodes.Of(failure)).ShouldBe(code);
        new RunState(CancellationToken.None) { AsksForCommand = true }.CodeOf(ExitCodes.Of(failure)).ShouldBe(125);
    }

    [TestCase(0)]
    [TestCase(130)]
    public void Should_keep_what_is_no_failure(int code) => new RunState(CancellationToken.None) { AsksForCommand = true }.CodeOf(code).ShouldBe(code);
}
