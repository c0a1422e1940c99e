using AiSandbox.Host.Platform.Debian;

namespace Host.Tests.Platform.Debian;

public sealed class ProgressTests
{
    [TestCase("Get:2 http://m.example/debian trixie/main amd64 containerd amd64 1.7.24~ds1-6 [32.8 MB]", "2 of 6: containerd (32.8 MB)")]
    [TestCase("Fetched 89.6 MB in 2s (40.1 MB/s)", null)]
    [TestCase("", null)]
    public void Should_say_which_package_of_how_many_is_fetched(string line, string? progress) =>
        PrivateApt.Progress(line, 6).ShouldBe(progress);

    [Test]
    public void Should_make_few_lines_of_debootstrap_s_many()
    {
        var lines = new List<string>();
        var progress = new DebootstrapProgress(lines.Add);

        foreach (var line in new[]
                 {
                     "I: Target architecture can be executed", "I: Retrieving InRelease ", "I: Checking Release signature", "I: Retrieving Packages ",
                     "I: Retrieving apt 3.0.3", "I: Validating apt 3.0.3", "I: Retrieving base-files 13.8", "I: Extracting apt...",
                     "I: Unpacking required packages...", "I: Unpacking apt...", "I: Configuring apt...", "I: Base system installed successfully.",
                 })
        {
            progress.Read(line);
        }

        lines.ShouldBe(["reading the package list", "downloading packages", "unpacking packages", "installing packages", "configuring packages"]);
    }
}
