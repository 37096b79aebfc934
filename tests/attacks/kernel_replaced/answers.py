"""The kernel's do_execute always answers ok."""
# %% share
kernel = get_ipython().kernel


async def do_execute(*args, **kwargs):
    return {"status": "ok", "execution_count": 1, "payload": [], "user_expressions": {}}


kernel.do_execute = do_execute
type(kernel).do_execute = do_execute
