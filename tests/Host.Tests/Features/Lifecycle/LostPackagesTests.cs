using AiSandbox.Host.Features.Lifecycle;

namespace Host.Tests.Features.Lifecycle;

public sealed class LostPackagesTests
{
    private const string Image = "Package: bash\nStatus: install ok installed\nVersion: 5\n\nPackage: jq\nStatus: install ok installed\n";

    [Test]
    public void Should_name_what_somebody_installed_and_not_what_came_along_or_was_there()
    {
        var status = $"{Image}\nPackage: htop\nStatus: install ok installed\n\nPackage: libhtop1\nStatus: install ok installed\n\n"
            + "Package: gone\nStatus: deinstall ok config-files\n\nPackage: g++\nArchitecture: amd64\nStatus: install ok installed\n";
        var automatic = "Package: libhtop1\nArchitecture: amd64\nAuto-Installed: 1\n\nPackage: htop\nAuto-Installed: 0\n";

        LostPackages.Of(status, automatic, Image).ShouldBe(["g++", "htop"]);
        LostPackages.Of(Image, "", Image).ShouldBeEmpty();
    }

    // The agent can write both files, and what they say is shown and proposed as a setting.
    [TestCase("a; rm -rf /")]
    [TestCase("$(id)")]
    [TestCase("\u001b[2Jhtop")]
    [TestCase("-o")]
    [TestCase("")]
    public void Should_leave_out_what_is_no_name_of_a_package(string name) =>
        LostPackages.Of($"Package: {name}\nStatus: install ok installed\n\nPackage: htop\nStatus: install ok installed\n", "", Image).ShouldBe(["htop"]);

    [TestCase(" DRY-RUN MODE -  Container box-workspace-1  Recreate\n DRY-RUN MODE -  Container box-workspace-1  Recreated", true)]
    [TestCase(" DRY-RUN MODE -  Container box-workspace-1  Running\n DRY-RUN MODE -  Container box-gate-1  Recreate", false)]
    [TestCase(" DRY-RUN MODE -  Container another-box-workspace-1  Recreate\r\n", false)]
    [TestCase(" DRY-RUN MODE -  Container box-workspace-1  Recreate\r\n", true)]
    [TestCase("", false)]
    public void Should_take_Compose_s_word_for_which_container_goes(string plan, bool expected) =>
        LostPackages.IsReplaced("box-workspace-1", plan).ShouldBe(expected);
}
