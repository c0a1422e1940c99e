using AiSandbox.Host.Engines.Logs;
using AiSandbox.Host.Platform;

namespace Host.Tests.Engines.Logs;

public sealed class FileLogSourceTests
{
    private readonly string _path = Path.GetTempFileName();

    [OneTimeTearDown]
    public void Remove() => File.Delete(_path);

    [TestCase("", new string[0])]
    [TestCase("a\nb\n", new[] { "a", "b" })]
    [TestCase("a\r\n\nb", new[] { "a", "", "b" })]
    public async Task Should_read_lines_without_their_endings(string text, string[] expected)
    {
        await File.WriteAllTextAsync(_path, text);

        (await ReadAsync()).ShouldBe(expected);
    }

    [Test]
    public async Task Should_cut_a_line_that_is_too_long_and_go_on_with_the_next()
    {
        await File.WriteAllTextAsync(_path, $"one\n{new string('x', 5 * FileLogSource.LongestLine)}\ntwo\n");

        var lines = await ReadAsync();

        lines.Select(line => line.Length).ShouldBe([3, FileLogSource.LongestLine, 3]);
        lines[2].ShouldBe("two");
    }

    [Test]
    public async Task Should_name_the_file_when_it_is_not_there()
    {
        var failure = await Should.ThrowAsync<SandboxException>(async () =>
        {
            await foreach (var line in new FileLogSource("/no/such/log").ReadAsync(follow: false, CancellationToken.None))
                line.ShouldBeNull();
        });

        failure.Message.ShouldContain("/no/such/log cannot be read");
        failure.ExitCode.ShouldBe(ExitCodes.Usage);
    }

    private async Task<List<string>> ReadAsync()
    {
        var lines = new List<string>();
        await foreach (var line in new FileLogSource(_path).ReadAsync(follow: false, CancellationToken.None))
            lines.Add(line);

        return lines;
    }
}
