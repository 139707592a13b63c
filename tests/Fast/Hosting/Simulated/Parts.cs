using Timeline.Console.Live;
using Timeline.Hosting;

namespace Timeline.Tests.Fast.Hosting.Simulated;

/// <summary>What a transaction minds when it moves a bookmark: position and turn, the position only, or nothing.</summary>
internal enum Fence { Whole, Position, None }

/// <summary>The parts that a simulated system is built of. A test of the simulation itself puts a wrong one in.</summary>
internal class Parts
{
    public static readonly Parts Right = new();

    public virtual Fence Fence => Fence.Whole;

    public virtual bool FeedKeepsToMark => true;

    public virtual bool MarkWaitsForOpen => true;

    public virtual TimeProvider Time(Process process) => process.Time;

    public virtual IPublish Publisher(IPublish right) => right;

    public virtual ITellProgress Store(ITellProgress right, Database database) => right;

    public virtual IRemember Memory(IRemember right) => right;

    public virtual IKeepBookmarks Bookmarks(IKeepBookmarks right) => right;

    /// <summary>What completes when a message may be acknowledged.</summary>
    public virtual Func<Sent, Task> Take(ReceiveInOrder receiver) => receiver.PostAsync;

    public virtual Func<Sent, Task> Show(AlertFeed feed) => sent => feed.TakeAsync(sent, CancellationToken.None);
}
