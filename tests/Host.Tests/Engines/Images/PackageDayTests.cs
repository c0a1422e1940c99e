using AiSandbox.Host.Engines.Images;
using AiSandbox.Host.Features.Doctor;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform.Commands;
using Host.Tests.Engines.Logs;
using Host.Tests.Model.Settings;

namespace Host.Tests.Engines.Images;

public sealed class PackageDayTests
{
    private static readonly DateOnly Monday = new(2026, 11, 30);

    private TempCheckout _here = null!;

    [SetUp]
    public void Make() => _here = new TempCheckout();

    [TearDown]
    public void Remove() => _here.Dispose();

    [Test]
    public async Task Should_take_the_packages_of_the_last_build_for_a_week_and_then_newer_ones()
    {
        (await BuiltAsync(Monday)).ShouldBe(Monday);
        (await BuiltAsync(Monday)).ShouldBe(Monday);
        (await BuiltAsync(Monday.AddDays(6))).ShouldBe(Monday, "a working week rebuilds nothing");
        (await BuiltAsync(Monday.AddDays(7))).ShouldBe(Monday.AddDays(7));
        (await BuiltAsync(Monday.AddDays(8))).ShouldBe(Monday.AddDays(7));
    }

    [Test]
    public async Task Should_take_newer_packages_at_once_after_Clean_and_with_refresh()
    {
        (await BuiltAsync(Monday)).ShouldBe(Monday);
        (await BuiltAsync(Monday.AddDays(1), refresh: true)).ShouldBe(Monday.AddDays(1));

        At(Monday.AddDays(2)).Forget();
        At(Monday.AddDays(2)).Forget();

        (await BuiltAsync(Monday.AddDays(2))).ShouldBe(Monday.AddDays(2));
    }

    [Test]
    public async Task Should_keep_the_last_packages_and_try_again_tomorrow_where_no_newer_ones_can_be_had()
    {
        var late = Monday.AddDays(30);
        await BuiltAsync(Monday);
        var asked = new List<DateOnly>();

        (await At(late).UseAsync(refresh: false, WithoutNetwork)).ShouldBe(Monday);
        (await At(late).UseAsync(refresh: false, WithoutNetwork)).ShouldBeNull("today nobody tries again");
        (await At(late.AddDays(1)).UseAsync(refresh: false, WithoutNetwork)).ShouldBe(Monday);
        asked.ShouldBe([late, Monday, Monday, late.AddDays(1), Monday]);

        await Should.ThrowAsync<CommandException>(() => At(late).UseAsync(refresh: true, WithoutNetwork));
        (await BuiltAsync(late.AddDays(2))).ShouldBe(late.AddDays(2));

        Task WithoutNetwork(DateOnly day)
        {
            asked.Add(day);
            return day == Monday ? Task.CompletedTask : throw new CommandException(new Command("docker"), 1, "no network");
        }
    }

    [Test]
    public async Task Should_fail_where_the_last_packages_do_not_help()
    {
        await BuiltAsync(Monday);

        await Should.ThrowAsync<CommandException>(() => At(Monday.AddDays(9)).UseAsync(
            refresh: false, day => throw new CommandException(new Command("docker"), 1, "no such package")));
        (await BuiltAsync(Monday.AddDays(9))).ShouldBe(Monday.AddDays(9));
    }

    [TestCase("")]
    [TestCase("yesterday\n")]
    [TestCase("2099-01-01\n")]
    public async Task Should_take_today_s_where_what_was_remembered_makes_no_sense(string text)
    {
        await BuiltAsync(Monday);
        File.WriteAllText(Path.Combine(_here.Checkout.Artifacts, "images", "packages"), text);

        (await BuiltAsync(Monday.AddDays(3))).ShouldBe(Monday.AddDays(3));
    }

    // A layer that lacks the day in its key stays in the cache for as long as there is one.
    [TestCase("guard")]
    [TestCase("proxy")]
    [TestCase("workspace")]
    public void Should_have_the_day_in_the_key_of_every_layer_that_fetches_packages(string image)
    {
        var lines = File.ReadAllLines(Path.Combine(TempCheckout.Repository, "images", image, "Dockerfile")).ToList();
        var day = lines.FindIndex(line => line.StartsWith("ARG PACKAGES_OF", StringComparison.Ordinal));

        day.ShouldBeInRange(0, lines.FindIndex(line => line.StartsWith("RUN ", StringComparison.Ordinal)));
        lines.ShouldContain($"LABEL {SandboxLabels.Packages}=$PACKAGES_OF");
        lines.ShouldContain(line => line.Contains("apt-get upgrade", StringComparison.Ordinal), "what the base image brought gets its fixes too");
    }

    [TestCase(0, CheckState.Ok)]
    [TestCase(13, CheckState.Ok)]
    [TestCase(14, CheckState.Hint)]
    public void Should_warn_of_the_oldest_from_two_weeks_on(int days, CheckState expected)
    {
        var built = new Dictionary<string, BuiltImage>(StringComparer.Ordinal)
        {
            ["guard"] = new(default, Monday, ""),
            ["proxy"] = new(default, Monday.AddDays(-days), ""),
        };

        SandboxFamily.AgeOf(built, At(Monday), "repair").State.ShouldBe(expected);
        SandboxFamily.AgeOf(new Dictionary<string, BuiltImage>(built, StringComparer.Ordinal) { ["workspace"] = new(default, null, "") }, At(Monday), "repair")
            .ShouldBe(Answer.Hint("the age of those in the workspace image is not known", "repair"));
    }

    private async Task<DateOnly> BuiltAsync(DateOnly today, bool refresh = false)
    {
        DateOnly built = default;
        await At(today).UseAsync(refresh, day =>
        {
            built = day;
            return Task.CompletedTask;
        });

        return built;
    }

    private PackageDay At(DateOnly day) => new(_here.Checkout, new Lines.Clock(new DateTimeOffset(day, new TimeOnly(9, 0), TimeSpan.Zero)));
}
