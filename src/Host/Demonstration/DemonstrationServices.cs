using Safeguard.Host.Composition;

namespace Safeguard.Host.Demonstration;

/// <summary>Registers the demonstration: in Development, unless <c>Demonstration=false</c>.</summary>
internal static class DemonstrationServices
{
    public static void AddDemonstration(this WebApplicationBuilder builder)
    {
        if (!builder.Environment.IsDevelopment() || !builder.Configuration.GetValue("Demonstration", true)) return;

        var clock = new DemonstrationClock(TimeProvider.System);
        builder.Services.AddSingleton(clock);
        // The store's clock too: a recorded time never runs backwards, so the log's very first entry must stand before the story.
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddSingleton<Teller>();
        builder.Services.AddSingleton<WhereToLook>();
        builder.Services.AddSingleton<IStartupTask, Demonstration>();
    }
}
