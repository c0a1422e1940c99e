using AiSandbox.Host.Platform.Debian;

namespace Host.Tests.Platform.Debian;

public sealed class AptSourcesTests
{
    private const string Keyring = "/usr/share/keyrings/debian-archive-keyring.gpg";

    private const string Stanzas = """
        # Managed by hand
        Types: deb-src
        URIs: http://sources.example/debian
        Suites: bookworm
        Components: main

        Types: deb
        Enabled: no
        URIs: http://off.example/debian
        Suites: bookworm
        Components: main

        Types: deb
        # http://commented.example
        URIs: http://mirror.example/debian http://second.example/debian
        Suites:
         bookworm
         bookworm-updates
        Components: main
        Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

        Types: deb
        URIs: http://security.example/debian-security
        Suites: bookworm-security
        Components: main
        """;

    private static readonly OsRelease Bookworm = OsRelease.Parse("ID=debian\nVERSION_ID=12\nVERSION_CODENAME=bookworm\n");
    private static readonly OsRelease Noble = OsRelease.Parse("ID=ubuntu\nID_LIKE=debian\nVERSION_ID=24.04\nVERSION_CODENAME=noble\n");

    [Test]
    public void Should_find_the_release_s_own_archive_among_stanzas() =>
        Choose("debian.sources", Stanzas, Bookworm).ShouldBe(
            new AptSources("http://mirror.example/debian", Keyring, "http://security.example/debian-security"));

    [Test]
    public void Should_find_nothing_when_no_stanza_has_the_release() =>
        Choose("debian.sources", Stanzas, Bookworm with { Codename = "trixie" }).ShouldBeNull();

    [TestCase("deb http://mirror.example/debian bookworm main", "http://mirror.example/debian", null)]
    [TestCase("deb http://mirror.example/debian/ bookworm main contrib # note", "http://mirror.example/debian/", null)]
    [TestCase("  deb [arch=amd64 signed-by=/k.gpg] http://mirror.example/debian bookworm main", "http://mirror.example/debian", "/k.gpg")]
    [TestCase("deb http://mirror.example/archive/debian/20260101T000000Z bookworm main", "http://mirror.example/archive/debian/20260101T000000Z", null)]
    [TestCase("deb mirror+file:///etc/apt/mirrors/debian.list bookworm main", "mirror+file:///etc/apt/mirrors/debian.list", null)]
    public void Should_read_one_line_entries(string line, string mirror, string? keyring) =>
        Choose("a.list", $"# deb http://no.example/debian bookworm main\n{line}\n", Bookworm).ShouldBe(new AptSources(mirror, keyring, null));

    [TestCase("deb-src http://mirror.example/debian bookworm main")]
    [TestCase("deb http://mirror.example/debian bookworm-security main")]
    [TestCase("deb http://mirror.example/debian bookworm-backports main")]
    [TestCase("#deb http://mirror.example/debian bookworm main")]
    [TestCase("deb http://mirror.example/debian bookworm contrib")]
    [TestCase("deb https://docker.example/linux/debian bookworm stable")]
    [TestCase("deb https://tools.example bookworm main")]
    [TestCase("deb https://vendor.example/debian/12/prod bookworm main")]
    [TestCase("deb https://vendor.example/debian/pve bookworm main")]
    public void Should_pass_over_what_is_not_the_archive(string line) => Choose("a.list", line, Bookworm).ShouldBeNull();

    [Test]
    public void Should_not_take_a_personal_archive_for_ubuntu_s()
    {
        const string lines = "deb http://ppa.example/team/tool/ubuntu noble main\ndeb http://ports.example/ubuntu-ports noble main universe\n";

        Choose("a.list", lines, Noble)!.Mirror.ShouldBe("http://ports.example/ubuntu-ports");
    }

    [Test]
    public void Should_read_on_when_a_whole_key_lies_in_a_stanza()
    {
        const string text = """
            Types: deb
            URIs: http://mirror.example/debian
            Suites: bookworm
            Components: main
            Signed-By:
             -----BEGIN PGP PUBLIC KEY BLOCK-----
             Comment: one
             Comment: two
             .
             -----END PGP PUBLIC KEY BLOCK-----
            """;

        Choose("debian.sources", text, Bookworm).ShouldBe(new AptSources("http://mirror.example/debian", null, null));
    }

    [Test]
    public void Should_write_entries_that_keep_signatures_checked() =>
        new AptSources("http://m.example/d", "/k.gpg", null).Entry(["trixie"], "main")
            .ShouldBe("deb [target=Packages signed-by=/k.gpg] http://m.example/d trixie main\n");

    [Test]
    public void Should_give_an_image_the_sources_that_are_served()
    {
        var sources = new AptSources("http://m.example/debian", Keyring, "http://s.example/debian-security");

        sources.Stanzas("trixie", updates: false, security: false).ShouldContain("Suites: trixie\n");
        sources.Stanzas("trixie", updates: true, security: true).ShouldBe($"""
            Types: deb
            URIs: http://m.example/debian
            Suites: trixie trixie-updates
            Components: main
            Signed-By: {Keyring}

            Types: deb
            URIs: http://s.example/debian-security
            Suites: trixie-security
            Components: main
            Signed-By: {Keyring}

            """.ReplaceLineEndings("\n"));
    }

    [TestCase("ID=debian\nVERSION_ID=\"12\"\nVERSION_CODENAME=bookworm\n", "debian", "bookworm", 12)]
    [TestCase("ID=linuxmint\nID_LIKE=\"ubuntu debian\"\nVERSION_CODENAME=noble\nVERSION_ID='24.04'\n", "ubuntu", "noble", 24)]
    [TestCase("ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"\n", "rhel", "", 0)]
    [TestCase("ID=alpine\nVERSION_ID=3.22.1\n", "alpine", "", 3)]
    [TestCase("ID=void\n", null, "", 0)]
    public void Should_know_the_family_of_a_system(string text, string? family, string codename, int version)
    {
        var release = OsRelease.Parse(text);

        release.Family.ShouldBe(family);
        release.Codename.ShouldBe(codename);
        release.Version.ShouldBe(version);
    }

    private static AptSources? Choose(string file, string text, OsRelease release) => AptSources.Choose([.. AptEntry.Parse(file, text)], release);
}
